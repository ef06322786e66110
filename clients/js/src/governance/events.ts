/** The fields of the events of governance. */

import type { PlainDispatchError } from '../chain/errors.js';
import type { Hex } from '../chain/units.js';
import type { DomainId, PoolId, PostId, Shares } from '../experts/types.js';

/** The events of governance; `at` is a block. */
export interface GovernanceEvents {
	governance: {
		Ratified: { post: PostId; domain: DomainId; pool: PoolId; ayes: Shares; nays: Shares; supply: Shares; voters: number };
		AlreadyRatified: { post: PostId; pool: PoolId };
		Scheduled: { post: PostId; at: number };
		Unscheduled: { post: PostId };
		Enacted: { post: PostId };
		EnactmentFailed: { post: PostId; error: PlainDispatchError };
		Cancelled: { post: PostId; by: PostId };
		/** More REP stands for the directive of `post` than ratified `by`, which would cancel. */
		NotCancelled: { post: PostId; by: PostId };
		UpgradeAuthorized: { codeHash: Hex; until: number };
		/** Nobody has applied an upgrade in time. */
		UpgradeExpired: { codeHash: Hex };
		/** A directive has undone an authorisation. */
		UpgradeVoided: { codeHash: Hex };
		ClientReplaced: { domain: DomainId; hash: Hex; uri: Hex; post: PostId };
		DispatchedAsRoot: { post: PostId };
	};
}

declare module '../chain/events.js' {
	interface ChainEvents extends GovernanceEvents {}
}
