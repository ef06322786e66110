//! A post of domain 0 upgrades the runtime of four validators under load: nobody restarts anything, no transaction is lost.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { blake2AsHex } from "@polkadot/util-crypto";
import { account, checkInStep, connect, heads, rpc, untilFinalised } from "../src/chain.js";
import { check, step, until } from "../src/steps.js";

const REP = 1_000_000_000n;
const MILLION = 1_000_000;
/** A governance pool of the shortest duration that domain 0 of the chain `local` allows. All else is its tier's. */
const POOL = {
  duration: 20,
  quorum: MILLION / 5,
  winRatio: 666_666,
  binding: 0,
  redistribute: true,
  secrecy: "Open",
  governance: true,
};
const TRANSFERS_A_SECOND = 20;
const AMOUNT = 10_000_000n;
const RETRY_MS = 6_000;

export default async function (network) {
  const validators = network.validators();
  const [alice, bob] = validators;
  const code = await nextRuntime();
  await untilFinalised(validators, 3, 90);
  const api = await connect(alice);
  const before = await specVersion(alice);
  const [proposer, ...voters] = await Promise.all(["//Alice", "//Bob", "//Charlie", "//Dave"].map(account));

  const load = await startLoad(await connect(bob));
  const post = await proposeUpgrade(api, proposer, blake2AsHex(code));
  const { pool } = await sent(api, api.tx.validationPool.open(post, POOL, 0), proposer, "validationPool", "Opened");
  for (const voter of voters) await sent(api, api.tx.validationPool.stake(pool, "Aye", 1_000n * REP), voter);
  step("the upgrade is voted on");

  await until("the upgrade was ratified and enacted", 200, async () => {
    const { isSome, value } = await api.query.governance.ratifications(post);
    if (isSome && value.state.isFailed) check("the directive is enacted", false, value.state.toString());
    return isSome && value.state.isEnacted;
  });
  const upgrade = api.tx.system.applyAuthorizedUpgrade(`0x${code.toString("hex")}`);
  await sent(api, upgrade, proposer);
  await until("every node runs the new runtime", 60, async () => {
    const versions = await Promise.all(validators.map(specVersion));
    return versions.every((version) => version > before);
  });
  await until("the migrations are done", 60, async () => {
    return (await api.query.migrations.cursor()).isNone;
  });
  const { best } = await heads(alice);
  await untilFinalised(validators, best + 5, 60);
  await checkInStep(validators);
  await load.stop();
  await checkInStep(validators);
}

async function nextRuntime() {
  const file = process.env.WITAN_NEXT_RUNTIME;
  try {
    return await readFile(file);
  } catch (cause) {
    throw new Error(`no runtime to upgrade to at ${file}: build it with scripts/next-runtime`, { cause });
  }
}

const specVersion = async (node) => (await rpc(node, "state_getRuntimeVersion")).specVersion;

async function proposeUpgrade(api, proposer, codeHash) {
  const directive = { action: { AuthorizeUpgrade: { codeHash } }, activateAt: null };
  const call = api.tx.forum.post(0, [[proposer.address, MILLION]], [], { Inline: "the next runtime" }, directive);
  const posted = await sent(api, call, proposer, "forum", "Posted");
  return posted.post;
}

/** Signs, submits and waits until that is final; gives what the event carries, if one is named. */
function sent(api, call, signer, section, method) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(signer, ({ status, dispatchError, events, isError }) => {
        if (dispatchError || isError) reject(new Error(`${call.meta.name}: ${dispatchError ?? status}`));
        if (!status.isFinalized) return;
        const found = events.find(({ event }) => event.section === section && event.method === method);
        if (section && !found) reject(new Error(`no ${section}.${method}`));
        resolve(found && Object.fromEntries(found.event.data.names.map((name, index) => [name, found.event.data[index]])));
      })
      .catch(reject);
  });
}

/** Transfers at a steady pace, from one account to one that nobody else uses, until it is stopped. */
async function startLoad(api) {
  const [sender, receiver] = [await account("//Ferdie"), await account("//Nobody Else")];
  const first = (await api.rpc.system.accountNextIndex(sender.address)).toNumber();
  let next = first;
  // A transaction names the runtime that it is for: what an upgrade overtakes in the pool is refused, and has to be signed again.
  const send = async (nonce) => {
    const transfer = api.tx.balances.transferKeepAlive(receiver.address, AMOUNT);
    const signed = await transfer.signAsync(sender, { nonce, era: 0 });
    await signed.send();
  };
  const timer = setInterval(() => send(next++).catch(() => {}), 1000 / TRANSFERS_A_SECOND);

  return {
    /** Sees that each transfer arrived, and once. */
    async stop() {
      clearInterval(timer);
      const count = next - first;
      check("there was load all the time", count > 100 * TRANSFERS_A_SECOND, `${count} transfers`);
      const done = async () => (await api.query.system.account(sender.address)).nonce.toNumber();
      let again = 0;
      await until(`${count} transfers are in the chain`, 120, async () => {
        const nonce = await done();
        if (nonce >= next) return true;
        for (let missing = nonce; missing < next; missing += 1) await send(missing).then(() => (again += 1), () => {});
        await sleep(RETRY_MS);
      });
      step(`${again} of them were signed again`);
      const { data } = await api.query.system.account(receiver.address);
      check("each transfer arrived once", data.free.toBigInt() === BigInt(count) * AMOUNT, data.free.toString());
    },
  };
}
