/**
 * Governance for dapps: directives that posts carry, what became of ratified ones, and the client
 * bundle that a domain has ratified. Importing this module types the events of governance for
 * `findEvents` of `@witan/client/chain`.
 */

export { type BlockReader, type BundleCheck, type RatifiedClient, compareHash, hashBytes, ratifiedClient } from './client.js';
export {
	type Action, type Directive, type ParameterChange, type ParameterGroup, type Undo, dispatch, encodeDirective, setParameter,
} from './directives.js';
export type { GovernanceEvents } from './events.js';
export { Governance, type Ratification, type RatificationState } from './governance.js';
