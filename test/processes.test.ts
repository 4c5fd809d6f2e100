import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../electron/engine/engine.ts';
import type { Disputes } from '#shared/model/dispute.ts';
import { asking, type TestEngine } from './support/engine.ts';

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
  JSON.stringify({
    run: { id: 'routed' }, at: at(0), trigger: { kind: 'event', ref: 'form:1', at: at(0) }, model: { name: 'router', version: '7', at: at(1) }, output: { value: 'rep-1', at: at(2) },
    decision: { ruleId: 'L-1', ruleVersion: '2', verdict: 'approved', at: at(3) }, action: { type: 'lead_route', effect: 'write', assignee: 'rep-1', at: at(5) }, outcome: { status: 'succeeded', at: at(6) },
    dispute: { id: 'DSP-1', class: 'preference', reason: 'mine', filedBy: 'cy', filedAt: '2026-03-17T09:00:00Z', outcome: 'denied', decidedBy: 'di', decidedAt: '2026-03-19T09:00:00.000000001Z' },
  }),
];

describe('process variants, compared cohorts, versions and disputes', () => {
  let home: string;
  let engine: Engine;
  let ask: TestEngine['ask'];
  let problem: TestEngine['problem'];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'proofline-processes-'));
    engine = createEngine({ home, resources: join(import.meta.dirname, '../resources'), version: 'test', shell: 'a test', workers: 'inline', now: () => 1_773_900_000_000_000_000n });
    const test = asking(engine);
    ask = test.ask;
    problem = test.problem;
    await ask('case.create', { pathId: join(home, 'a.case'), name: 'a' });
    expect(await ask('variants.list', { where: '', most: 10 })).toMatchObject({ matching: 0, total: 0, variants: [] });
    expect(await ask('versions.rates', { where: '' })).toMatchObject({ rates: [] });
    expect(await ask('disputes.list', {})).toMatchObject({ disputes: [], undo: null });
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
    expect({ matching, total, more }).toEqual({ matching: 12, total: 12, more: { variants: 0, runs: 0 } });
    expect(variants?.map(({ variant, runs, remarks }) => [variant, runs, remarks.map(({ words }) => words).join('; ')])).toEqual([
      ['tmohxs', 6, ''],
      ['tmoxs', 3, 'executed, no approval recorded'],
      ['tmohx', 1, 'executed, no outcome recorded'],
      ['tmorxsi', 1, 'disputed'],
      ['tmoxsh', 1, 'approved after execution'],
    ]);
    for (const { term, runs } of variants ?? []) expect((await ask('runs.count', { where: term })).matching).toBe(runs);
  });

  it('answers within a search, and counts what it does not list', async () => {
    const { variants, matching, more } = await ask('variants.list', { where: 'prompt:refund@v2', most: 1 });
    expect(variants?.map(({ variant }) => variant)).toEqual(['tmoxs']);
    expect({ matching, more }).toEqual({ matching: 5, more: { variants: 2, runs: 2 } });
  });

  it('asks again once anything was written to the case', async () => {
    const [skipped] = (await ask('variants.list', { where: 'variant:tmoxs', most: 1 })).variants ?? [];
    expect((await ask('variants.list', { where: 'is:starred', most: 10 })).matching).toBe(0);
    await ask('annotations.star', { on: { where: skipped?.term ?? '' }, starred: true });
    expect((await ask('variants.list', { where: 'is:starred', most: 10 })).matching).toBe(3);
    await ask('annotations.undo', { seq: null });
    expect((await ask('variants.list', { where: 'is:starred', most: 10 })).matching).toBe(0);
  });

  it('finds the ready questions by the letters of the sequence', async () => {
    expect((await ask('runs.count', { where: 'action:*refund* variant:*x* approval:not-recorded' })).matching).toBe(3);
    expect((await ask('runs.count', { where: 'variant:*x*h*' })).matching).toBe(1);
    expect((await ask('runs.count', { where: 'variant:*x* outcome:not-recorded' })).matching).toBe(1);
  });

  it('sets two searches beside each other with counts, runs and what is in both', async () => {
    const { a, b, both, total, sections, amounts, notes } = await ask('cohorts.compare', { a: 'prompt:refund@v1', b: 'prompt:refund@v2' });
    expect([a.runs, b.runs, both, total]).toEqual([6, 5, 0, 12]);
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
    expect([overlapping.a.runs, overlapping.b.runs, overlapping.both]).toEqual([12, 9, 9]);
    expect(overlapping.notes[0]).toMatch(/^9 runs are in both/u);
    const empty = await ask('cohorts.compare', { a: 'agent:nobody', b: '' });
    expect(empty.sections[0]?.rates[0]).toMatchObject({ a: { k: 0, n: 0, interval: null }, difference: null });
    expect(empty.notes).toEqual(['A has no run: nothing can be compared, and no share is shown for that side.']);
  });

  it('counts what the runs of each version came to, and lists them', async () => {
    const { rates, matching } = await ask('versions.rates', { where: 'action:refund' });
    expect(matching).toBe(11);
    const v2 = rates?.find(({ kind, version }) => kind === 'prompt' && version === 'v2');
    expect(v2).toMatchObject({ name: 'refund', runs: 5, rates: { 'no-approval': { k: 3, n: 5 }, failed: { k: 0, n: 5 }, 'no-outcome': { k: 1, n: 5 } } });
    for (const { term, runs } of rates ?? []) expect((await ask('runs.count', { where: `action:refund ${term ?? ''}` })).matching).toBe(runs);
    const all = await ask('versions.rates', { where: '' });
    expect(all.rates?.find(({ kind }) => kind === 'rule')).toMatchObject({ name: 'L-1', version: '2', runs: 1, term: 'rule:L-1', rates: { dispute: { k: 1, n: 1 } } });
  });

  it('makes the sheet of a quarter for who owns a rule, with its population and what is not recorded', async () => {
    const { text, suggestedName } = await ask('versions.review', { kind: 'rule', name: 'L-1', at: '2026-01..2026-03', format: 'markdown' });
    expect(suggestedName).toBe('review rule L-1 2026-01..2026-03.md');
    expect(text).toContain('1 of 12 runs that began in the quarter name this rule.');
    expect(text).toMatch(/\*\*Owner:\*\* not recorded/u);
    expect((await ask('versions.review', { kind: 'rule', name: 'L-1', at: '2026-04..2026-06', format: 'html' })).text).toContain('0 of 0 runs');
  });

  it('reads recorded disputes with their clock to the nanosecond, and leaves their outcome alone', async () => {
    const { disputes, counts } = await ask('disputes.list', {});
    expect(disputes).toMatchObject([{ externalId: 'DSP-1', basis: 'recorded', runName: 'routed', reasonClass: 'preference', filedBy: 'cy', outcome: 'denied', decidedBy: 'di', clock: { state: 'decided late' }, unlinked: false }]);
    expect(counts.byClass).toEqual([{ reasonClass: 'preference', all: 1, upheld: 0, denied: 1, undecided: 0, otherwise: 0 }]);
    expect(await problem('disputes.decide', { dispute: disputes[0]?.id, outcome: 'upheld', rationale: 'x', decidedBy: 'x' })).toBe('already-decided');
  });

  it('files, decides and notes a dispute as acts of the journal, and takes them back', async () => {
    const filed = (await ask('disputes.file', { run: 'late', reasonClass: 'territory mismatch', reason: 'not their region', filedBy: 'ed' })).disputes[0];
    expect(filed).toMatchObject({ basis: 'filed here', runName: 'late', reasonClass: 'territory mismatch', outcome: null, clock: { state: 'open' } });
    const dispute = filed?.id ?? '';
    expect(await problem('disputes.note', { dispute, what: 'territory map corrected', note: '' })).toBe('not-decided');
    const one = (list: Disputes) => list.disputes.find(({ id }) => id === dispute);
    expect(one(await ask('disputes.decide', { dispute, outcome: 'upheld', rationale: 'the map says so', decidedBy: 'fay' }))).toMatchObject({ outcome: 'upheld', decidedBy: 'fay', clock: { state: 'decided in time' }, consequenceDue: 'Upheld: flag the model inputs for review.' });
    expect(one(await ask('disputes.note', { dispute, what: 'model inputs flagged for review', note: '' }))).toMatchObject({ consequenceDue: null, consequences: [{ what: 'model inputs flagged for review' }] });
    await ask('disputes.undo', { redo: false });
    expect(one(await ask('disputes.undo', { redo: false }))).toMatchObject({ outcome: null, consequences: [], clock: { state: 'open' } });
    expect(one(await ask('disputes.undo', { redo: true }))).toMatchObject({ outcome: 'upheld' });
    await ask('disputes.undo', { redo: false });
    expect((await ask('disputes.undo', { redo: false })).disputes.map(({ externalId }) => externalId)).toEqual(['DSP-1']);
    expect(await problem('disputes.file', { run: 'nobody', reasonClass: 'other', reason: 'x', filedBy: 'x' })).toBe('no-such-run');
  });
});
