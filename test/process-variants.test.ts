import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createEngine, type Engine } from '../electron/engine/engine.ts';
import { asking, scratchFolder, testEngine, type TestEngine } from './support/engine.ts';

const at = (minute: number): string => `2026-03-17T08:${String(minute).padStart(2, '0')}:00Z`;

/** A refund by one prompt version, with what is given of approval and outcome. */
function refund(id: string, version: string, more: object, amount = '12.00', currency = 'EUR'): string {
  return JSON.stringify({
    run: { id }, at: at(0), trigger: { kind: 'event', ref: 'mail:1', actor: 'ann', at: at(0) }, model: { name: 'm', version: '1', at: at(1) }, prompt: { template: 'refund', version }, output: { value: 'refund', at: at(2) },
    action: { type: 'refund', effect: 'write', amount, currency, at: at(5) }, ...more,
  });
}

const approved = { decision: { class: 'human', approver: 'bo', verdict: 'approved', at: at(3) } };
const approvedLate = { decision: { class: 'human', approver: 'bo', verdict: 'approved', at: at(9) } };
const done = { outcome: { status: 'succeeded', at: at(8) } };

const records = [
  ...Array.from({ length: 6 }, (_, n) => refund(`whole-${n}`, 'v1', { ...approved, ...done }, `${10 + n}.00`)),
  ...Array.from({ length: 3 }, (_, n) => refund(`skipped-${n}`, 'v2', done, `${100 + n}.00`)),
  refund('late', 'v2', { ...approvedLate, ...done }, '7.00', 'USD'),
  refund('open', 'v2', approved, '8.00'),
];

describe('process variants and compared cohorts', () => {
  let home: string;
  let engine: Engine;
  let ask: TestEngine['ask'];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'proofline-variants-'));
    engine = createEngine({ home, resources: join(import.meta.dirname, '../resources'), version: 'test', shell: 'a test', workers: 'inline', now: () => 1_773_900_000_000_000_000n });
    const test = asking(engine);
    ask = test.ask;
    await ask('case.create', { pathId: join(home, 'a.case'), name: 'a' });
    writeFileSync(join(home, 'a.jsonl'), records.join('\n'));
    await test.import([join(home, 'a.jsonl')]);
    expect(await test.surveyed()).toMatchObject({ kind: 'whole' });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('groups runs by their stages in order, and each group’s term lists exactly its runs', async () => {
    const { variants, matching, total, more } = await ask('variants.list', { where: '', most: 100 });
    expect({ matching, total, more }).toEqual({ matching: 11, total: 11, more: { variants: 0, runs: 0 } });
    expect(variants?.map(({ variant, runs, remarks }) => [variant, runs, remarks.map(({ words }) => words).join('; ')])).toEqual([
      ['tmohxs', 6, ''],
      ['tmoxs', 3, 'executed, no approval recorded'],
      ['tmohx', 1, 'executed, no outcome recorded'],
      ['tmoxsh', 1, 'approved after execution'],
    ]);
    for (const { term, runs } of variants ?? []) expect((await ask('runs.count', { where: term })).matching).toBe(runs);
  });

  it('answers within a search, and counts what it does not list', async () => {
    const { variants, matching, more } = await ask('variants.list', { where: 'prompt:refund@v2', most: 1 });
    expect(variants?.map(({ variant }) => variant)).toEqual(['tmoxs']);
    expect({ matching, more }).toEqual({ matching: 5, more: { variants: 2, runs: 2 } });
  });

  it('finds the ready questions by the letters of the sequence', async () => {
    expect((await ask('runs.count', { where: 'action:*refund* variant:*x* approval:not-recorded' })).matching).toBe(3);
    expect((await ask('runs.count', { where: 'variant:*x*h*' })).matching).toBe(1);
    expect((await ask('runs.count', { where: 'variant:*x* outcome:not-recorded' })).matching).toBe(1);
  });

  it('sets two searches beside each other with counts, runs and what is in both', async () => {
    const { a, b, both, total, sections, amounts, notes } = await ask('cohorts.compare', { a: 'prompt:refund@v1', b: 'prompt:refund@v2' });
    expect([a.runs, b.runs, both, total]).toEqual([6, 5, 0, 11]);
    const rate = (section: string, title: string) => sections.find(({ id }) => id === section)?.rates.find((one) => one.title === title);
    expect(rate('approval', 'not recorded')).toMatchObject({ a: { k: 0, n: 6 }, b: { k: 3, n: 5 }, difference: { points: 0.6 } });
    expect(rate('course', 'executed')).toMatchObject({ a: { k: 6, n: 6 }, b: { k: 5, n: 5 }, difference: { points: 0 } });
    expect(sections.find(({ id }) => id === 'findings')?.rates.find(({ term }) => term === 'finding:approval-not-recorded')).toMatchObject({ a: { k: 0 }, b: { k: 3 } });
    expect(sections.find(({ id }) => id === 'variants')?.rates.map(({ variant }) => variant)).toEqual(['tmohxs', 'tmoxs', 'tmohx', 'tmoxsh']);
    expect(amounts).toEqual([
      { currency: 'EUR', a: { n: 6, quartiles: ['11.00', '12.00', '14.00'] }, b: { n: 4, quartiles: ['8.00', '100.00', '101.00'] } },
      { currency: 'USD', a: { n: 0, quartiles: null }, b: { n: 1, quartiles: ['7.00', '7.00', '7.00'] } },
    ]);
    expect(notes[0]).toMatch(/^Small numbers: 6 runs in A and 5 in B/u);
  });

  it('says how many runs are on both sides, and shows no share of an empty side', async () => {
    const overlapping = await ask('cohorts.compare', { a: '', b: 'variant:tmohxs OR variant:tmoxs' });
    expect([overlapping.a.runs, overlapping.b.runs, overlapping.both]).toEqual([11, 9, 9]);
    expect(overlapping.notes[0]).toMatch(/^9 runs are in both/u);
    const empty = await ask('cohorts.compare', { a: 'agent:nobody', b: '' });
    expect(empty.sections[0]?.rates[0]).toMatchObject({ a: { k: 0, n: 0, interval: null }, difference: null });
    expect(empty.notes).toEqual(['A has no run: nothing can be compared, and no share is shown for that side.']);
  });

  it('of a case without evidence there are none', async () => {
    const other = testEngine(scratchFolder());
    await other.ask('case.create', { pathId: join(scratchFolder(), 'b.case'), name: 'b' });
    expect(await other.ask('variants.list', { where: '', most: 10 })).toMatchObject({ matching: 0, total: 0, variants: [] });
  });
});
