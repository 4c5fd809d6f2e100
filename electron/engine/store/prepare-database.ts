import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDatabase } from './prepared-database.ts';

/** Build step, run after bundling: `node out/main/prepare-database.js` makes `out/empty-db`. */
const target = join(dirname(fileURLToPath(import.meta.url)), '../empty-db');
rmSync(target, { recursive: true, force: true });
await prepareDatabase(target);
process.stdout.write(`Prepared ${target}\n`);
