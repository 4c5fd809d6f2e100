/**
 * Benchmarks: `npm run build && npm run bench [-- --only import,survey,chains,timeline] [--records 100000,1000000] [--rounds 3] [--families jcs,raw] [--keep DIR]`.
 * Prints figures and, where there is a baseline, the ratio to it from the same run. Judges nothing.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchChains } from './chains.mjs';
import { benchImports } from './imports.mjs';
import { benchSurvey } from './survey.mjs';
import { benchTimeline } from './timeline.mjs';

const text = { type: 'string' };
const { values } = parseArgs({ options: { only: text, records: { ...text, default: '100000,1000000' }, rounds: { ...text, default: '3' }, families: text, keep: text } });
const sections = { import: benchImports, survey: benchSurvey, chains: benchChains, timeline: benchTimeline };
const wanted = values.only?.split(',') ?? Object.keys(sections);
const unknown = wanted.find((name) => !(name in sections));
if (unknown !== undefined) throw new Error(`No section ${unknown}; there are ${Object.keys(sections).join(', ')}`);
const root = join(import.meta.dirname, '../..');
if (!existsSync(join(root, 'out/main/cli.js'))) throw new Error('Build first: npm run build');
const work = values.keep ?? mkdtempSync(join(tmpdir(), 'proofline-bench-'));
mkdirSync(work, { recursive: true });

console.log(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`);
const given = { root, work, counts: values.records.split(',').map(Number), rounds: Number(values.rounds), only: values.families?.split(',') };
for (const name of wanted) await sections[name](given);
if (values.keep === undefined) rmSync(work, { recursive: true, force: true });
