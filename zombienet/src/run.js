//! Runs scenarios one after the other, each in a process group of its own that is killed whole when it ends.

import { spawn } from "node:child_process";
import { accessSync, closeSync, constants, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const SCENARIO = fileURLToPath(new URL("scenario.js", import.meta.url));
const SCENARIOS = fileURLToPath(new URL("../scenarios", import.meta.url));
/** A scenario that takes longer has failed, whatever it waits for. */
const LIMIT_SECONDS = 480;
const USAGE_ERROR = 2;
const MAX_KILLS = 100;
const KILL_PAUSE_MS = 100;

const known = readdirSync(SCENARIOS).map((file) => basename(file, ".js"));

const help = `Usage: zombienet/run [--verbose] [--keep] [SCENARIO...]

Plays network scenarios on ${process.env.WITAN_NODE}
(WITAN_NODE names another binary), one after the other: all of them, or those named.
Builds nothing. Exits with 1 if one fails.

Scenarios: ${known.join(", ")}

  --verbose  print each step of a scenario
  --keep     keep the nodes' files and logs also of scenarios that pass`;

const { values: options, positionals } = parseCommandLine();
const chosen = positionals.length ? positionals : known;
let running;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    killGroup(running);
    process.exit(1);
  });
}

const failed = [];
for (const name of chosen) {
  if (!(await play(name))) failed.push(name);
}
console.log(`${chosen.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);

/** Plays one scenario, prints its line, and returns whether it passed. */
async function play(name) {
  const folder = mkdtempSync(join(tmpdir(), `witan-${name}-`));
  const started = Date.now();
  const failure = await outcome(name, folder, started);

  if (failure) console.log(`${name}: FAILED after ${secondsSince(started)} s: ${failure}`);
  else console.log(`${name}: passed in ${secondsSince(started)} s`);
  if (failure || options.keep) console.log(`  logs: ${folder}`);
  else rmSync(folder, { recursive: true });
  return !failure;
}

/** What made the scenario fail; nothing if it passed. */
async function outcome(name, folder, started) {
  const log = openSync(join(folder, "scenario.log"), "a");
  running = spawn(process.execPath, [SCENARIO, name, folder], {
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  let last = "none, the network did not start";
  running.on("message", ({ step }) => {
    if (!step) return;
    last = step;
    const line = `  ${secondsSince(started)} s  ${step}`;
    writeSync(log, `${line}\n`);
    if (options.verbose) console.log(line);
  });

  const { passed, failure } = await endOf(running);
  await endGroup(running);
  closeSync(log);
  return passed ? undefined : `${failure} (last step: ${last})`;
}

/** A scenario's own verdict, or why it gave none. It waits to be killed when it has given it. */
function endOf(scenario) {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve({ failure: `not over within ${LIMIT_SECONDS} s` }), LIMIT_SECONDS * 1000);
    scenario.on("message", (message) => {
      if (message.step) return;
      clearTimeout(limit);
      resolve(message);
    });
    scenario.once("exit", (code, signal) => {
      clearTimeout(limit);
      resolve({ failure: `ended by ${signal ?? `exit code ${code}`}` });
    });
  });
}

function secondsSince(started) {
  return Math.round((Date.now() - started) / 1000);
}

/** Kills a scenario's processes; returns whether there were any left. */
function killGroup(scenario) {
  try {
    return process.kill(-scenario.pid, "SIGKILL");
  } catch (error) {
    if (error.code === "ESRCH") return false;
    throw error;
  }
}

/** Kills a scenario's processes and waits until they are gone, so that none disturbs the next. */
async function endGroup(scenario) {
  for (let tries = 0; killGroup(scenario); tries += 1) {
    if (tries === MAX_KILLS) throw new Error(`processes of group ${scenario.pid} can't be killed`);
    await sleep(KILL_PAUSE_MS);
  }
}

function parseCommandLine() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: { verbose: { type: "boolean" }, keep: { type: "boolean" }, help: { type: "boolean" } },
    });
    if (parsed.values.help) {
      console.log(help);
      process.exit(0);
    }
    const unknown = parsed.positionals.find((name) => !known.includes(name));
    if (unknown) throw new Error(`there is no scenario ${unknown}; there are: ${known.join(", ")}`);
    requireNode();
    return parsed;
  } catch (error) {
    console.error(`zombienet/run: ${error.message}`);
    process.exit(USAGE_ERROR);
  }
}

function requireNode() {
  const node = process.env.WITAN_NODE;
  try {
    accessSync(node, constants.X_OK);
  } catch {
    throw new Error(`no node at ${node}: build it (cargo build), or name it in WITAN_NODE`);
  }
}
