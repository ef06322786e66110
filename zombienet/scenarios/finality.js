//! Four validators make one chain and finalise it in step; sessions and eras follow each other.

import { authorOf, checkInStep, connect, untilFinalised, untilVisited } from "../src/chain.js";
import { until } from "../src/steps.js";

export default async function (network) {
  const validators = network.validators();
  const [alice] = validators;
  await untilFinalised(validators, 5, 90);
  await checkInStep(validators);

  const api = await connect(alice);
  const session = (await api.query.session.currentIndex()).toNumber();
  await until("the session changed twice", 150, async () => {
    return (await api.query.session.currentIndex()).toNumber() >= session + 2;
  });
  await until("an era ended, with an election for the next", 150, async () => {
    return (await api.query.staking.activeEra()).unwrap().index.toNumber() >= 1;
  });

  const authors = new Set();
  await untilVisited("each validator made a finalised block", 120, alice, 1, async (hash) => {
    authors.add((await authorOf(api, hash)).toString());
    return authors.size === validators.length;
  });
  await checkInStep(validators);
}
