import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { orThrow } from '#shared/result.ts';
import { openStore } from '../electron/engine/store/open-store.ts';
import { scratchFolder, testEngine } from './support/engine.ts';

const at = (minute: number): string => `2026-03-17T08:${String(minute).padStart(2, '0')}:00Z`;

function record(id: string, more: object = {}): string {
  return JSON.stringify({ run: { id }, at: at(0), trigger: { kind: 'event', ref: 'mail:1', actor: 'ann' }, action: { type: 'refund', effect: 'write', amount: '12.00', currency: 'EUR', at: at(5) }, ...more });
}

/** Runs of one record and of several, in one file and across files, repeated ones, and a form that is read whole. */
const files = {
  'a.jsonl': [...Array.from({ length: 20 }, (_, index) => record(`a${index}`)), record('twice'), record('twice'), record('told'), '{"broken'].join('\n'),
  'b.jsonl': [record('told', { event: 'decided', at: at(3), decision: { class: 'human', approver: 'ann', verdict: 'approved' } }), record('a3', { outcome: { status: 'failed' } }), record('b1')].join('\n'),
  'c.json': `[${[record('c1', { decision: [{ ruleId: 'R-1' }, { class: 'human', approver: 'bo' }] }), record('a4', { recovery: { amount: '2', currency: 'EUR', status: 'succeeded' } }), record('c2')].join(',')}]`,
} as const;
type FileName = keyof typeof files;

/** What the survey says of the case, without the keys of one index. */
async function surveyOf(imports: readonly (readonly FileName[])[], rebuilt = false): Promise<unknown> {
  const home = scratchFolder();
  const { ask, engine, import: load, surveyed, finished } = testEngine(home);
  const path = join(home, 'a.case');
  await ask('case.create', { pathId: path, name: 'a' });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  for (const names of imports) {
    await load(names.map((name) => join(home, name)));
    expect(await surveyed()).toMatchObject({ kind: 'whole' });
  }
  if (rebuilt) await finished((await ask('case.rebuild', {})).jobId);
  expect(await surveyed()).toEqual({ kind: 'whole', runs: 25 });
  await engine.close();
  return surveyKept(join(path, 'db'));
}

async function surveyKept(db: string): Promise<unknown> {
  const { store } = orThrow(await openStore(db));
  const details = await store.query('SELECT * FROM run_detail ORDER BY run_id');
  expect(details).toHaveLength(25);
  const findings = await store.query('SELECT rule_key, run_id::text, at::text FROM run_finding ORDER BY rule_key, run_id');
  const several = await store.query('SELECT rule_key, finding_id, sentence, evidence, runs FROM case_finding ORDER BY finding_id');
  await store.close();
  return JSON.stringify({ details, findings, several }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

describe('the survey', () => {
  it('says the same whatever order sources came in, at once, one by one or after a rebuild', async () => {
    const once = await surveyOf([['a.jsonl', 'b.jsonl', 'c.json']]);
    expect(await surveyOf([['c.json'], ['b.jsonl'], ['a.jsonl']])).toEqual(once);
    expect(await surveyOf([['a.jsonl', 'c.json'], ['b.jsonl']], true)).toEqual(once);
  });

  it('is not made again at the next opening, and is gone on with where it was cut off', async () => {
    const home = scratchFolder();
    const path = join(home, 'a.case');
    const first = testEngine(home);
    await first.ask('case.create', { pathId: path, name: 'a' });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    await first.import(['a.jsonl', 'b.jsonl', 'c.json'].map((name) => join(home, name)));
    await first.surveyed();
    await first.engine.close();
    const whole = await surveyKept(join(path, 'db'));
    // As a process that was killed between two tables of a batch leaves it.
    const { store } = orThrow(await openStore(join(path, 'db')));
    await store.query("DELETE FROM meta WHERE key IN ('surveyed-import-seq')");
    await store.query("DELETE FROM run_detail WHERE run_id IN (SELECT run_id FROM run_detail ORDER BY run_id LIMIT 9)");
    await store.query('DELETE FROM case_finding');
    await store.close();
    const again = testEngine(home, undefined, 'at once');
    const surveys: string[] = [];
    again.onProgress(({ kind }) => surveys.push(kind));
    await again.ask('case.open', { pathId: path });
    expect(await again.surveyed()).toEqual({ kind: 'whole', runs: 25 });
    expect(surveys).toContain('survey');
    await again.engine.close();
    expect(await surveyKept(join(path, 'db'))).toEqual(whole);
    const third = testEngine(home, undefined, 'at once');
    const none: string[] = [];
    third.onProgress(({ kind }) => none.push(kind));
    await third.ask('case.open', { pathId: path });
    expect(await third.surveyed()).toEqual({ kind: 'whole', runs: 25 });
    expect(none).toEqual([]);
  });

  it('gives way to an import, and says so until it is whole', async () => {
    const home = scratchFolder();
    const { ask, import: load, surveyed, problem } = testEngine(home, undefined, 'at once');
    await ask('case.create', { pathId: join(home, 'a.case'), name: 'a' });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    await load([join(home, 'a.jsonl')]);
    expect((await ask('survey.state', { wait: false })).kind).not.toBe('whole');
    await load([join(home, 'b.jsonl')]);
    expect(await surveyed()).toEqual({ kind: 'whole', runs: 23 });
    await ask('case.close', {});
    expect(await problem('survey.state', { wait: false })).toBe('no-case');
  });
});
