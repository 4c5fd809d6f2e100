import fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const at = (second: number) => `2026-03-17T14:38:${String(second).padStart(2, '0')}Z`;

/** One file a system; runs that agree, that contradict each other, at the same instant, without any time, and in events of one id. */
const files: Readonly<Record<string, readonly object[]>> = {
  'agent.jsonl': [
    { run: { id: 'same-time' }, event: 'proposed', at: at(1), model: { name: 'm', version: '1' }, output: { value: 'refund', amount: 10, currency: 'EUR' } },
    { run: { id: 'no-time' }, event: 'proposed', model: { name: 'm', version: '1' }, output: { value: 'refund', amount: 10 } },
    { run: { id: 'one-timed' }, event: 'executed', action: { type: 'refund', amount: 10 } },
    { run: { id: 'in-order' }, event: 'proposed', at: at(1), output: { value: 'refund', amount: 10 } },
  ],
  'bank.jsonl': [
    { run: { id: 'same-time' }, event: 'executed', at: at(1), action: { type: 'refund', amount: 12, currency: 'EUR' }, model: { name: 'other' } },
    { run: { id: 'no-time' }, event: 'executed', action: { type: 'refund', amount: 12 }, model: { version: '2' } },
    { run: { id: 'one-timed' }, event: 'executed', at: at(9), action: { type: 'refund', amount: 12 } },
    { run: { id: 'in-order' }, event: 'executed', at: at(5), action: { type: 'refund', amount: 10 }, outcome: { status: 'pending' } },
  ],
  'crm.jsonl': [
    { run: { id: 'same-time' }, event: 'confirmed', at: at(1), action: { amount: 13 }, model: { version: '2' }, outcome: { status: 'succeeded', reportedBy: 'crm' } },
    { run: { id: 'no-time' }, event: 'confirmed', action: { amount: 13 }, outcome: { status: 'failed' } },
    { run: { id: 'one-timed' }, event: 'confirmed', at: at(2), action: { amount: 13 }, outcome: { status: 'failed' } },
    { run: { id: 'in-order' }, event: 'confirmed', at: at(9), outcome: { status: 'succeeded' } },
  ],
};
const names = Object.keys(files);

test('neither the order of files nor the number of imports shows in rows and lineages', async () => {
  const told = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }), async (order, cuts) => {
      const key = JSON.stringify([order, cuts]);
      told.set(key, await answersAfter(groups(order, cuts)));
      expect(new Set(told.values()).size, key).toBe(1);
    }),
    { seed: 11, numRuns: 7, examples: [[names, [false, false, false]], [[...names].reverse(), [true, true, true]]] },
  );
}, 120_000);

/** The imports: a new one begins where a cut is. */
function groups(order: readonly string[], cuts: readonly boolean[]): readonly (readonly string[])[] {
  const imports: string[][] = [];
  order.forEach((name, index) => {
    const last = imports.at(-1);
    if (last === undefined || cuts[index] === true) imports.push([name]);
    else last.push(name);
  });
  return imports;
}

async function answersAfter(imports: readonly (readonly string[])[]): Promise<string> {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'in'));
  for (const [name, records] of Object.entries(files)) writeFileSync(join(folder, 'in', name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const { engine, ask, import: bring } = testEngine(join(folder, 'home'));
  await ask('case.create', { pathId: join(folder, 'x.case'), name: 'X' });
  for (const group of imports) await bring(group.map((name) => join(folder, 'in', name)));
  const { rows } = await ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 100 });
  const lineages = [];
  for (const { id } of rows) lineages.push(await ask('run.lineage', { run: id }));
  await engine.close();
  expect(rows).toHaveLength(4);
  // Sources are numbered as they come in; everything else is the evidence's.
  return JSON.stringify({ rows, lineages }, (name, value: unknown) => (name === 'sourceKey' ? undefined : value));
}
