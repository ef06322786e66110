//! What a node says about the chain.

import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { check, until } from "./steps.js";

const RPC_TIMEOUT_MS = 10_000;
/** How far nodes that are in step may be apart, and finality behind the best block, in blocks. */
const MAX_SPREAD = 3;
const MAX_LAG = 6;

/** One JSON-RPC call over HTTP: no connection that would have to outlive the node's death. */
export async function rpc(node, method, ...params) {
  const response = await fetch(node.wsUri.replace("ws:", "http:"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(RPC_TIMEOUT_MS),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`${node.name}: ${method}: ${error.message}`);
  return result;
}

/** The heights of the best and of the finalised block. */
export async function heads(node) {
  const finalised = await rpc(node, "chain_getHeader", await rpc(node, "chain_getFinalizedHead"));
  const best = await rpc(node, "chain_getHeader");
  return { best: Number(best.number), finalised: Number(finalised.number) };
}

/** The hash of the block that the node's best chain has at this height; null where it has none yet. */
export const hashAt = (node, height) => rpc(node, "chain_getBlockHash", height);

export async function isDown(node) {
  return rpc(node, "system_health").then(
    () => false,
    () => true,
  );
}

/** Waits until each of the nodes has finalised this height. */
export const untilFinalised = (nodes, height, seconds) =>
  until(`${names(nodes)} finalised block ${height}`, seconds, async () => {
    const all = await Promise.all(nodes.map(heads));
    return all.every(({ finalised }) => finalised >= height);
  });

/** Checks that the nodes' heights are close, that finality follows, and that they finalised the same chain. */
export async function checkInStep(nodes) {
  const all = await Promise.all(nodes.map(heads));
  const bests = all.map(({ best }) => best);
  const seen = JSON.stringify(all);
  check(`best blocks at most ${MAX_SPREAD} apart`, Math.max(...bests) - Math.min(...bests) <= MAX_SPREAD, seen);
  check(`finality at most ${MAX_LAG} blocks behind`, all.every((it) => it.best - it.finalised <= MAX_LAG), seen);
  await checkSameBlock(nodes, Math.min(...all.map(({ finalised }) => finalised)));
}

/** Checks that the nodes have a block at this height, all of them the same, and returns its hash. */
export async function checkSameBlock(nodes, height) {
  const hashes = await Promise.all(nodes.map((node) => hashAt(node, height)));
  const same = hashes[0] !== null && new Set(hashes).size === 1;
  check(`${names(nodes)} have the same block ${height}`, same, hashes.map((hash) => hash ?? "none").join(" "));
  return hashes[0];
}

/** Visits the finalised blocks, one after the other from a height on, until `visit(hash)` returns something true. */
export async function untilVisited(what, seconds, node, from, visit) {
  let height = from;
  return until(what, seconds, async () => {
    const { finalised } = await heads(node);
    while (height <= finalised) {
      const found = await visit(await hashAt(node, height));
      height += 1;
      if (found) return found;
    }
  });
}

/** A polkadot.js connection, for what needs the chain's types. */
export const connect = (node) => ApiPromise.create({ provider: new WsProvider(node.wsUri), noInitWarn: true });

/** The key pair of a development account, such as //Ferdie. */
export async function account(uri) {
  await cryptoWaitReady();
  return new Keyring({ type: "sr25519" }).addFromUri(uri);
}

/** The address of the stash that zombienet bonds for the validator of this name. */
export async function stashOf(name) {
  return (await account(`//${name[0].toUpperCase()}${name.slice(1)}//stash`)).address;
}

/** The account of the validator that made a block. */
export async function authorOf(api, hash) {
  return (await api.derive.chain.getHeader(hash)).author;
}

const names = (nodes) => nodes.map(({ name }) => name).join(", ");
