/** The system's page cache, out of which a database is read again and again. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Pages, directory entries and inodes. */
const ALL = '3';

/** Has the next reads come from the disk. Needs root. */
export function dropCaches(): void {
	// Only pages that are on the disk can be dropped.
	execFileSync('sync');
	writeFileSync('/proc/sys/vm/drop_caches', ALL);
}
