#!/usr/bin/env node
// The package is TypeScript, and needs no build.
import { register } from 'tsx/esm/api';

register();
await import('../src/cli.ts');
