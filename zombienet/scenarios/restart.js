//! A validator is killed; the others go on finalising without it. It comes back on its database, catches up and makes blocks again.

import { authorOf, checkInStep, checkSameBlock, connect, heads, isDown, stashOf, untilFinalised, untilVisited } from "../src/chain.js";
import { until } from "../src/steps.js";

export default async function (network) {
  const [alice, dave] = network.nodes("alice", "dave");
  const others = network.nodes("alice", "bob", "charlie");
  await untilFinalised(network.validators(), 3, 90);

  network.kill("dave");
  await until("dave is down", 10, () => isDown(dave));
  const without = (await heads(alice)).finalised + 8;
  await untilFinalised(others, without, 150);

  network.revive("dave");
  await untilFinalised([dave], without, 90);
  await checkSameBlock(network.validators(), without);
  await checkInStep(network.validators());

  const api = await connect(alice);
  const stash = await stashOf("dave");
  const back = (await heads(alice)).finalised + 1;
  await untilVisited("dave made a finalised block again", 180, alice, back, async (hash) => {
    return (await authorOf(api, hash)).eq(stash);
  });
}
