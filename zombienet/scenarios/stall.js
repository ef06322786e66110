//! Two of four validators are down: blocks go on, finality stops. One comes back: finality resumes, and what was built meanwhile stays.

import { account, checkSameBlock, connect, heads, isDown, untilFinalised } from "../src/chain.js";
import { check, until } from "../src/steps.js";

const AMOUNT = 5_000_000_000n;
/** Blocks at the end of a chain that a stronger fork can still replace. */
const UNSETTLED = 2;

export default async function (network) {
  const [alice, bob, charlie, dave] = network.nodes("alice", "bob", "charlie", "dave");
  await untilFinalised(network.validators(), 3, 90);

  network.kill("charlie");
  network.kill("dave");
  await until("charlie and dave are down", 10, async () => (await isDown(charlie)) && (await isDown(dave)));
  const stalledAt = await finalityStops([alice, bob]);

  const api = await connect(alice);
  const recipient = (await account("//Nobody//before")).address;
  await transfer(api, recipient);
  const built = await blocksGoOn(alice, stalledAt);
  const kept = built - UNSETTLED;
  const keptHash = await checkSameBlock([alice, bob], kept);
  check("nothing was finalised meanwhile", (await heads(alice)).finalised === stalledAt);
  check("the finalised state knows nothing of the transfer", (await finalisedBalance(api, recipient)) === 0n);

  network.revive("charlie");
  await untilFinalised([alice, bob, charlie], built, 150);
  check("the blocks of the stall were finalised", (await checkSameBlock([alice, bob, charlie], kept)) === keptHash);
  await until("the transfer is finalised", 60, async () => (await finalisedBalance(api, recipient)) === AMOUNT);
}

/** Waits until the finalised height has stayed the same for as long as several rounds of votes take, and returns it. */
async function finalityStops(nodes) {
  let height = -1;
  let since = 0;
  await until("finality stands still for 12 s", 60, async () => {
    const now = Math.max(...(await Promise.all(nodes.map(heads))).map(({ finalised }) => finalised));
    if (now !== height) [height, since] = [now, Date.now()];
    return Date.now() - since > 12_000;
  });
  return height;
}

async function blocksGoOn(node, stalledAt) {
  await until("blocks go on above what is finalised", 120, async () => (await heads(node)).best >= stalledAt + 8);
  return (await heads(node)).best;
}

async function transfer(api, recipient) {
  const sender = await account("//Ferdie");
  const call = api.tx.balances.transferKeepAlive(recipient, AMOUNT);
  await call.signAndSend(sender);
  await until("a transfer is in a block that is not finalised", 90, async () => {
    return (await api.query.system.account(recipient)).data.free.toBigInt() === AMOUNT;
  });
}

async function finalisedBalance(api, address) {
  const at = await api.at(await api.rpc.chain.getFinalizedHead());
  return (await at.query.system.account(address)).data.free.toBigInt();
}
