//! Runs one scenario on a network of its own: `scenario.js NAME FOLDER`, started by the runner with a channel to it.

import { Network } from "./network.js";
import { step } from "./steps.js";

// The process leads a group to which its nodes belong; a runner that is gone can't end it any more.
process.on("disconnect", () => process.kill(0, "SIGKILL"));

const [name, folder] = process.argv.slice(2);

try {
  const { default: play } = await import(`../scenarios/${name}.js`);
  const network = await Network.launch(folder);
  step("the network is up");
  await play(network);
  process.send({ passed: true });
} catch (error) {
  console.error(error);
  process.send({ failure: error.message });
}
