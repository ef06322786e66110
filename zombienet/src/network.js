//! A zombienet network whose nodes can be killed, brought back and joined by others.
//!
//! The orchestrator starts what `network.toml` names and has no call for the rest: its `restart` starts a node again only by killing a
//! running one, and it adds none. Here a killed node is started with the orchestrator's own command, on the same data, and a node
//! is added by the function with which the orchestrator spawns its own.

import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import orchestrator from "@zombienet/orchestrator";
import generator from "@zombienet/orchestrator/dist/configGenerator.js";
import keys from "@zombienet/orchestrator/dist/keys.js";
import spawner from "@zombienet/orchestrator/dist/spawner.js";
import utils from "@zombienet/utils";

const DEFINITION = fileURLToPath(new URL("../network.toml", import.meta.url));
const SPAWN_AT_ONCE = 4;

export class Network {
  #config;
  #zombienet;

  /** Starts the network that `network.toml` defines, with its files in `folder`; ends the process where that fails. */
  static async launch(folder) {
    const network = new Network();
    network.#config = utils.readNetworkConfig(DEFINITION);
    const options = { dir: folder, force: true, spawnConcurrency: SPAWN_AT_ONCE };
    network.#zombienet = await orchestrator.start("", network.#config, options).catch((cause) => {
      throw new Error("zombienet could not start the network; scenario.log says why", { cause });
    });
    return network;
  }

  /** `{ name, wsUri, multiAddress, ... }` of a node. */
  node(name) {
    return this.#zombienet.node(name);
  }

  nodes(...names) {
    return names.map((name) => this.node(name));
  }

  /** The validators that the network was started with. */
  validators() {
    return this.#config.relaychain.nodes.map(({ name }) => this.node(name));
  }

  /** As a crash or a power cut would. */
  kill(name) {
    process.kill(this.#process(name).pid, "SIGKILL");
  }

  /** Starts a killed node again, on the database that it left. */
  revive(name) {
    const was = this.#process(name);
    const log = openSync(was.logs, "a");
    was.pid = spawn("bash", ["-c", ...was.cmd], { stdio: ["ignore", log, log] }).pid;
  }

  /** Adds a node to the running network; `definition` is as in `network.toml`, `keysOf` names the node whose keys it gets. */
  async add(definition, keysOf = definition.name) {
    const { relaychain } = await generator.generateNetworkSpec({
      ...this.#config,
      relaychain: { ...this.#config.relaychain, nodes: [definition] },
    });
    const [node] = relaychain.nodes;
    node.accounts = await keys.generateKeyForNode(keysOf);
    const bootnodes = this.validators().map(({ multiAddress }) => multiAddress);
    await spawner.spawnNode(this.#client(), node, this.#zombienet, bootnodes, [this.#chainSpec()], {});
    return this.node(definition.name);
  }

  /** What a node has logged so far. */
  log(name) {
    return readFile(this.#process(name).logs, "utf8");
  }

  #client() {
    return this.#zombienet.client;
  }

  #process(name) {
    return this.#client().processMap[name];
  }

  #chainSpec() {
    return {
      localFilePath: this.#zombienet.chainSpecFullPath,
      remoteFilePath: `${this.#client().remoteDir}/${this.#config.relaychain.chain}.json`,
    };
  }
}
