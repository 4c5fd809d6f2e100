// Writes resources/sample-case/ anew: node test/support/generate-sample-case/write.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('index.ts', import.meta.url)), { configFile: false });
const folder = new URL('../../../resources/sample-case/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of module.generateSampleCase()) writeFileSync(new URL(name, folder), text);
