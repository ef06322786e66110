//! A fresh node joins a running network by warp sync: proofs of finality instead of blocks, then the state of the head.

import { checkInStep, checkSameBlock, connect, hashAt, heads, rpc, stashOf, untilFinalised } from "../src/chain.js";
import { check, until } from "../src/steps.js";

/** The storage key `:code`. */
const RUNTIME_CODE = "0x3a636f6465";
const JOINER = { name: "joiner", validator: false, args: ["--sync", "warp"] };

export default async function (network) {
  const [alice] = network.validators();
  await authoritiesChanged(alice);
  const before = await heads(alice);

  const joiner = await network.add(JOINER);
  for (const line of ["Warp sync is complete", "State sync is complete"]) {
    await until(`the joiner logged: ${line}`, 120, async () => (await network.log(JOINER.name)).includes(line));
  }
  await untilFinalised([joiner], before.finalised, 60);
  await untilFetched(joiner, before.finalised);
  await checkSameBlock([alice, joiner], before.finalised);
  await checkStateAtHead(alice, joiner);
  await checkNotExecuted(alice, joiner);

  await untilFinalised([joiner], (await heads(joiner)).finalised + 3, 60);
  await checkInStep([...network.validators(), joiner]);
}

/** Waits for finality beyond a change of GRANDPA's authorities, so that the proof has one to follow. */
async function authoritiesChanged(node) {
  const api = await connect(node);
  const changed = await until("GRANDPA's authorities changed", 150, async () => {
    return (await api.query.grandpa.currentSetId()).toNumber() >= 1 && (await heads(node)).best;
  });
  await api.disconnect();
  await untilFinalised([node], changed + 2, 60);
}

/** Waits until the joiner has the block at this height. It has finalised a later one before: it warps to that, and fetches the older. */
const untilFetched = (joiner, height) =>
  until(`the joiner has fetched block ${height}`, 60, async () => (await hashAt(joiner, height)) !== null);

/** The state of the head, asked of the joiner, is that of the network. */
async function checkStateAtHead(alice, joiner) {
  const { finalised } = await heads(joiner);
  // The joiner may hear of a block's finality first.
  await untilFinalised([alice], finalised, 60);
  const hash = await hashAt(joiner, finalised);
  const api = await connect(joiner);
  const key = api.query.system.account.key(await stashOf("alice"));
  const theirs = await rpc(joiner, "state_getStorage", key, hash);
  check("the joiner knows an account's state at the head", theirs && theirs === (await rpc(alice, "state_getStorage", key, hash)));
}

/** The joiner fetches the blocks that it warped over, but without executing them it can't have their state. */
async function checkNotExecuted(alice, joiner) {
  await untilFetched(joiner, 1);
  const first = await checkSameBlock([alice, joiner], 1);
  check("alice has the state of block 1", (await stateError(alice, first)) === undefined);
  const error = await stateError(joiner, first);
  check("the joiner has not, for it never executed it", /state already discarded/i.test(error), error ?? "it has");
}

/** What a node answers instead of the state of a block. */
const stateError = (node, hash) =>
  rpc(node, "state_getStorage", RUNTIME_CODE, hash).then(
    () => undefined,
    (error) => error.message,
  );
