// A thread does not inherit the loader by which Node reads TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./relays.ts');
