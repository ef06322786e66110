//! A validator is killed; the others go on finalising without it. It comes back on its database, catches up and makes blocks again.

import { authorOf, checkInStep, checkSameBlock, connect, heads, isDown, stashOf, untilFinalised, untilVisited } from "../src/chain.js";
import { check, until } from "../src/steps.js";

export default async function (network) {
  const [alice, dave] = network.nodes("alice", "dave");
  const others = network.nodes("alice", "bob", "charlie");
  await untilFinalised(network.validators(), 3, 90);

  network.kill("dave");
  await until("dave is down", 10, () => isDown(dave));
  const api = await connect(alice);
  const stash = await stashOf("dave");
  const report = await untilSeenOffline(api, alice, stash);
  const disabled = await (await api.at(report)).query.session.disabledValidators();
  check("dave is not barred for what costs him nothing", disabled.isEmpty, disabled.toString());
  const without = (await heads(alice)).finalised;
  await untilFinalised(others, without, 60);

  network.revive("dave");
  await untilFinalised([dave], without, 90);
  await checkSameBlock(network.validators(), without);
  await checkInStep(network.validators());

  const back = (await heads(alice)).finalised + 1;
  await untilVisited("dave made a finalised block again", 120, alice, back, async (hash) => {
    return (await authorOf(api, hash)).eq(stash);
  });
}

/**
 * Waits for a finalised block that says that this validator was missing for a whole session, and returns its hash. Of such a block
 * at the end of an era nothing could be seen: who was barred may take part again in the next.
 */
async function untilSeenOffline(api, node, stash) {
  const from = (await heads(node)).finalised + 1;
  const perEra = (await api.query.chainConfig.sessionsPerEra()).toNumber();
  return untilVisited("the others finalised a session without dave, and the chain says so", 240, node, from, async (hash) => {
    const { query } = await api.at(hash);
    const within = (await query.session.currentIndex()).toNumber() % perEra !== 0;
    return within && (await query.system.events()).some(({ event }) => namesAsOffline(api, event, stash)) && hash;
  });
}

const namesAsOffline = (api, event, stash) =>
  api.events.imOnline.SomeOffline.is(event) && event.data.offline.some(([validator]) => validator.eq(stash));
