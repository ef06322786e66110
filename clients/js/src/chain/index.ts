/**
 * The chain for dapps: connections, accounts, calls with typed errors, events and blocks. Tokens
 * are `bigint`s in units of 10^-9 {@link WIT}; times are milliseconds; blocks are numbers or
 * hashes.
 */

export { type DevAccounts, account, devAccounts } from './accounts.js';
export { type ConnectOptions, connect } from './connect.js';
export { DispatchFailure, type PlainDispatchError, PoolError, asDispatchFailure, asPoolError } from './errors.js';
export {
	type ChainEvent, type ChainEvents, type EventName, type EventSection, eventFields, eventsOf, findEvents, theEvent, untilEvent,
} from './events.js';
export { fieldName, plain, plainText, textBytes } from './plain.js';
export { type RuntimeApis, bestBlock, blockAuthor, finalizedHead, freeBalance, readApi, waitForFinalized } from './read.js';
export { type Call, type Included, type SubmitOptions, makeCall, submit } from './submit.js';
export { type Address, type Hex, WIT } from './units.js';
export { TimedOut, type WaitOptions, inTime, sleep, waitFor } from './wait.js';
