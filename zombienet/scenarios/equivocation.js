//! A second machine runs with a validator's keys. Both sign for the same slots; that is reported, and the validator, alone, loses stake.

import { connect, hashAt, heads, stashOf, untilFinalised, untilVisited } from "../src/chain.js";
import { check } from "../src/steps.js";

const TWIN = { name: "dave-twin" };
const HONEST = ["alice", "bob", "charlie"];

export default async function (network) {
  const [alice] = network.validators();
  await untilFinalised(network.validators(), 3, 90);
  const api = await connect(alice);
  const start = (await heads(alice)).finalised;
  const before = await bonds(api, await hashAt(alice, start));

  await network.add(TWIN, "dave");
  const { hash, amount } = await slash(api, alice, start + 1, await stashOf("dave"));
  const after = await bonds(api, hash);
  check("dave's bond is less by what was slashed", before.dave - after.dave === amount, `${before.dave} - ${after.dave}, ${amount}`);
  check("no one else's is", HONEST.every((name) => before[name] === after[name]));

  const { finalised } = await heads(alice);
  await untilFinalised(network.nodes(...HONEST), finalised + 5, 90);
}

/** Waits until a slash for equivocation is finalised: the block, and what `offender` lost from block `from` up to it. */
async function slash(api, node, from, offender) {
  const seen = { offence: false, reported: false, amount: 0n };
  return untilVisited("dave's equivocation was reported and slashed", 240, node, from, async (hash) => {
    const at = await api.at(hash);
    for (const { event } of await at.query.system.events()) note(seen, event, offender);
    return seen.offence && seen.reported && seen.amount > 0n && { hash, amount: seen.amount };
  });
}

function note(seen, { section, method, data }, offender) {
  const is = (name) => `${section}.${method}` === name;
  if (is("offences.Offence")) seen.offence ||= /equivoc/i.test(data.kind.toUtf8());
  if (is("staking.SlashReported")) seen.reported ||= data.validator.eq(offender) && !data.fraction.isZero();
  if (is("staking.Slashed") && data.staker.eq(offender)) seen.amount += data.amount.toBigInt();
}

/** What each validator has bonded at a block, by name. */
async function bonds(api, hash) {
  const at = await api.at(hash);
  const bond = async (name) => (await at.query.staking.ledger(await stashOf(name))).unwrap().active.toBigInt();
  return Object.fromEntries(await Promise.all([...HONEST, "dave"].map(async (name) => [name, await bond(name)])));
}
