/** Waiting, always within a bound. */

/** A wait that took longer than it may. */
export class TimedOut extends Error {
	override readonly name = 'TimedOut';

	constructor(
		/** The missing answer or condition. */
		readonly what: string,
		/** The bound in milliseconds. */
		readonly timeoutMs: number,
	) {
		super(`${what}: nothing within ${timeoutMs / 1000} s`);
	}
}

/** Choices for waits. */
export interface WaitOptions {
	/** Milliseconds before {@link TimedOut}; default a minute. */
	timeoutMs?: number;
	/**
	 * Runs between two looks; default a tenth of a second's sleep. A chain that seals blocks on
	 * demand needs a transaction now and then.
	 */
	meanwhile?: () => Promise<unknown>;
}

const TIMEOUT_MS = 60_000;
/** The longest delay of a timer; a longer one would end at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;
const POLL_MS = 100;

/** Resolves after so many milliseconds. */
export function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => { setTimeout(resolve, ms); });
}

/**
 * Settles as `promise` does. Rejects with {@link TimedOut} if that takes longer than `timeoutMs`
 * or 24 days.
 */
export async function inTime<T>(promise: Promise<T>, what: string, timeoutMs: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new TimedOut(what, timeoutMs)), Math.min(timeoutMs, MAX_DELAY_MS));
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Asks again and again until the answer is neither false, null nor undefined, and returns it.
 * Throws {@link TimedOut} if that takes too long, even if `look` does not answer, and at once
 * whatever `look` throws.
 */
export async function waitFor<T>(
	look: () => T | false | undefined | null | Promise<T | false | undefined | null>,
	what: string,
	{ timeoutMs = TIMEOUT_MS, meanwhile }: WaitOptions = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	let waiting = true;
	const found = async (): Promise<T> => {
		for (;;) {
			const answer = await look();
			if (answer !== false && answer !== undefined && answer !== null) {
				return answer;
			}
			if (!waiting || Date.now() > deadline) {
				throw new TimedOut(what, timeoutMs);
			}
			await (meanwhile ?? pause)();
		}
	};
	try {
		return await inTime(found(), what, timeoutMs);
	} finally {
		waiting = false;
	}
}

function pause(): Promise<void> {
	return sleep(POLL_MS);
}
