/** Units in one WIT, the chain's token: all amounts of tokens are in units of 10^-9 WIT. */
export const WIT = 1_000_000_000n;

/** Bytes as `0x` and hexadecimal digits. */
export type Hex = `0x${string}`;

/** An account's SS58 address. */
export type Address = string;
