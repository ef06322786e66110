//! Waiting and checking, with a line for each step that was taken.

import { AssertionError } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 500;

/** Tells the runner what has just been seen. */
export function step(what) {
  process.send({ step: what });
}

/** Fails the scenario unless `condition` holds; `detail` says what was found instead. */
export function check(what, condition, detail = "") {
  if (!condition) throw new AssertionError({ message: `not so: ${what}${detail && ` (${detail})`}` });
  step(what);
}

/**
 * Asks `probe` until it returns something true, and returns that. A probe that throws is asked again, since nodes come and go, except
 * when it throws a failed check. It is asked once more after the time is up, for a machine that stood still meanwhile.
 */
export async function until(what, seconds, probe) {
  const deadline = Date.now() + seconds * 1000;
  let trouble = "";
  for (;;) {
    const late = Date.now() > deadline;
    const found = await probe().catch((error) => {
      if (error instanceof AssertionError) throw error;
      trouble = `; last error: ${error.message}`;
    });
    if (found) {
      step(what);
      return found;
    }
    if (late) throw new AssertionError({ message: `not within ${seconds} s: ${what}${trouble}` });
    await sleep(POLL_MS);
  }
}
