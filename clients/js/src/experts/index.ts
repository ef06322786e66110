/**
 * Bodies of experts for dapps: domains and reputation, posts, validation pools, offers, services
 * and requests.
 *
 * {@link Experts} reads by the chain's runtime APIs and makes the calls to sign. The functions
 * beside it compute ids, salts and hashes as the chain does. Importing this module types the events
 * of these pallets for `findEvents` of `@witan/client/chain`. Tokens and REP are `bigint`s in units
 * of 10^-9; ratios are parts per million; durations are blocks; texts are UTF-8.
 */

export type { ExpertEvents, Reason } from './events.js';
export { Experts } from './experts.js';
export { commitHash, committedSide, postId, saltOf } from './ids.js';
export * from './types.js';
