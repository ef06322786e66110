// Adds accounts to a plain chain specification: the state in which `scripts/weights` measures the
// database.
// usage: node state.mjs INPUT OUTPUT ACCOUNTS
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [input, output, accounts] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(input, 'utf8'));
const { patch } = spec.genesis.runtimeGenesis;
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const SS58_PREFIX = 42;

/** SS58 of a 32-byte public key: prefix, key, two bytes of a BLAKE2b-512 checksum, in base 58. */
function ss58(key) {
	const body = Buffer.concat([Buffer.from([SS58_PREFIX]), key]);
	const checksum = createHash('blake2b512').update('SS58PRE').update(body).digest().subarray(0, 2);
	let number = BigInt(`0x${Buffer.concat([body, checksum]).toString('hex')}`);
	let text = '';
	for (; number > 0n; number /= 58n) text = ALPHABET[Number(number % 58n)] + text;
	return text;
}

for (let i = 0; i < Number(accounts); i++) {
	const key = createHash('sha256').update(`account ${i}`).digest();
	patch.balances.balances.push([ss58(key), 1_000_000_000_000]);
}
writeFileSync(output, JSON.stringify(spec));
