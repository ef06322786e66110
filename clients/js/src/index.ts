/**
 * Which client bundle a Witan chain has ratified, and whether a file is it.
 */

export { type BundleCheck, type Chain, type Hex, type RatifiedClient, checkBundle, compareHash, hashBytes, hashFile, ratifiedClient } from './bundle.ts';
export { connect } from './connect.ts';
