//! A second machine runs with a validator's keys. Both sign for the same slots; that is reported, and the validator loses stake.

import { connect, hashAt, heads, stashOf, untilFinalised, untilVisited } from "../src/chain.js";
import { check } from "../src/steps.js";

const TWIN = { name: "dave-twin", args: ["--validator"], validator: false };

export default async function (network) {
  const [alice] = network.validators();
  await untilFinalised(network.validators(), 3, 90);
  const api = await connect(alice);
  const dave = api.createType("AccountId", (await stashOf("dave")).address);
  const before = await heads(alice);
  const bonded = await bondedAt(api, await hashAt(alice, before.finalised), dave);

  await network.add(TWIN, "dave");
  const { hash, slashed } = await slash(api, alice, before.finalised + 1, dave);
  const left = await bondedAt(api, hash, dave);
  check("dave's bonded stake is less", left < bonded, `${bonded} before, ${left} after`);
  check("by what the events say", bonded - left === slashed, `${bonded - left} less, ${slashed} slashed`);

  const { finalised } = await heads(alice);
  await untilFinalised(network.nodes("alice", "bob", "charlie"), finalised + 5, 90);
}

/** Waits for a finalised slash of `offender` for an equivocation; the block's hash, and what was slashed from `from` up to it. */
async function slash(api, node, from, offender) {
  const seen = { reported: false, blamed: false, slashed: 0n };
  return untilVisited("dave's equivocation was reported and slashed", 240, node, from, async (hash) => {
    const at = await api.at(hash);
    for (const { event } of await at.query.system.events()) note(seen, event, offender);
    return seen.reported && seen.blamed && seen.slashed > 0n && { hash, slashed: seen.slashed };
  });
}

function note(seen, { section, method, data }, offender) {
  const is = (name) => `${section}.${method}` === name;
  if (is("offences.Offence")) seen.reported ||= /equivoc/i.test(data.kind.toUtf8());
  if (is("staking.SlashReported")) seen.blamed ||= data.validator.eq(offender);
  if (is("staking.Slashed") && data.staker.eq(offender)) seen.slashed += data.amount.toBigInt();
}

async function bondedAt(api, hash, stash) {
  const at = await api.at(hash);
  return (await at.query.staking.ledger(stash)).unwrap().active.toBigInt();
}
