import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Blast, BlastAsk } from '#shared/model/blast.ts';
import type { Figure } from '#shared/model/figure.ts';
import type { RunRow } from '#shared/model/run.ts';
import { provenancedFacts, type ProvenancedFact } from '#shared/model/run-facts.ts';
import type { Provenance } from '#shared/model/lineage.ts';
import { orThrow } from '#shared/result.ts';
import { filledStore, type FilledStore } from '../../../../test/support/filled-store.ts';
import { createActLog, type ActLog } from '../../acts/act-log.ts';
import { createJournalFile, openJournal } from '../../case/journal.ts';
import { signingKeyFromHome } from '../../case/signing-key.ts';
import { openVault } from '../../case/vault.ts';
import { addDecimals, compareDecimals } from '../../figures/decimal.ts';
import { runsCount } from '../../store/queries/runs-count.ts';
import { subjectsMerged } from '../../subjects/merges.ts';
import type { CaseBench } from '../case-bench.ts';
import { createSourceShelf, type SourceShelf } from '../source-shelf.ts';
import { figuresOfBlast, workOutBlast } from './work-out-blast.ts';

interface Detail {
  readonly run: RunRow;
  readonly executions: number;
  readonly effect: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly recovered: string | null;
  readonly recovery: string | null;
  readonly country: string | null;
  readonly provenance: Readonly<Partial<Record<ProvenancedFact, Provenance>>>;
}

const folder = mkdtempSync(join(tmpdir(), 'proofline-blast-'));
let filled: FilledStore;
let details: readonly Detail[];
let bench: { readonly store: FilledStore['store']; readonly caseKey: number; readonly shelf: SourceShelf; readonly acts: ActLog; readonly survey: CaseBench['survey'] };

beforeAll(async () => {
  filled = await filledStore();
  details = madeDetails(filled.runs);
  await fillDetails(details);
  bench = { store: filled.store, caseKey: 1, shelf: emptyShelf(), acts: openedActs(), survey: { underWay: null, stopped: null } };
});
afterAll(async () => {
  await filled.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask: BlastAsk = { cause: [{ kind: 'model', name: 'claude', version: '2026-02' }, { kind: 'prompt', name: 'refund', version: 'v2' }], where: '', environment: 'production', window: { from: '1773705600000000001', until: '1773805600000000001' }, at: null };

describe('a blast radius', () => {
  it('counts as a hand count over the runs does: what is certain, what may belong, and what is out', async () => {
    for (const one of [ask, { ...ask, environment: null }, { ...ask, cause: ask.cause.slice(0, 1), window: { from: null, until: null } }, { ...ask, cause: [], where: 'approval:human' }, { ...ask, where: 'outcome:succeeded OR outcome:failed' }]) {
      const blast = await workOutBlast(bench, 'test', one);
      const counted = handCount(one);
      expect(counted.certain.length + counted.possible.length).toBeGreaterThan(5);
      expect(reading(blast, 'runs')).toEqual([String(counted.certain.length), String(counted.certain.length + counted.possible.length)]);
      const executed = counted.certain.filter(({ executions }) => executions > 0);
      expect(reading(blast, 'executed')[0]).toBe(String(executed.length));
      const paid = executed.filter(({ run }) => run.outcome === 'succeeded').filter(({ amount, currency, provenance }) => amount !== null && currency === 'EUR' && provenance.amount === undefined);
      const gross = figuresOfBlast(blast).find(({ id }) => id === 'gross:EUR');
      const sum = paid.reduce((added, { amount }) => addDecimals(added, amount ?? '0'), '0');
      if (gross === undefined) expect(paid).toEqual([]);
      else expect(compareDecimals(gross.value ?? '', sum)).toBe(0);
      const customers = new Set(executed.flatMap(({ run }) => [run.subject, ...run.furtherSubjects]).filter((subject) => subject?.startsWith('customer:') === true));
      expect(reading(blast, 'distinct:customer:executed')[0] ?? '0').toBe(String(customers.size));
    }
  });

  it('gives every figure of runs a search that lists exactly those runs, and one for those that may belong', async () => {
    const blast = await workOutBlast(bench, 'test', ask);
    const ofRuns = figuresOfBlast(blast).filter(({ unit }) => unit === 'runs');
    expect(ofRuns.length).toBe(10);
    for (const { id, where, maybeWhere, value, upper, basis } of ofRuns) {
      const [certain, maybe] = [await matching(where), await matching(maybeWhere)];
      expect([id, certain]).toEqual([id, Number(value)]);
      // Doubts take the upper bound away from the figure, never from the count beneath it.
      if (upper !== null) expect([id, certain + maybe]).toEqual([id, Number(upper)]);
      expect([id, basis]).toEqual([id, 'lower bound']);
    }
    for (const { rows } of blast.breakdowns) for (const { where, certain } of rows) expect([where, await matching(where)]).toEqual([where, certain]);
    for (const { where, runs } of [...blast.apart, ...blast.whyMaybe]) if (where !== null) expect([where, await matching(where)]).toEqual([where, runs]);
    expect(await matching(blast.where) + await matching(blast.maybeWhere)).toBe(handCount(ask).certain.length + handCount(ask).possible.length);
  });

  it('has no upper bound where records of the window could not be read, and says which', async () => {
    const blast = await workOutBlast(bench, 'test', ask);
    expect(blast.doubts).toContain('1 record of one.jsonl could not be read: what they say may belong');
    expect(figuresOfBlast(blast).filter(({ basis }) => basis !== 'unknown').every(({ upper, why }) => upper === null && why.includes(blast.doubts[0] ?? ''))).toBe(true);
  });

  it('counts other environments apart, and says why runs may belong', async () => {
    const one = { ...ask, cause: ask.cause.slice(0, 1) };
    const staging = handCount({ ...one, environment: 'staging' });
    const recorded = [...staging.certain, ...staging.possible].filter(({ run, provenance }) => run.environment === 'staging' && provenance.environment === undefined);
    expect(recorded.length).toBeGreaterThan(0);
    expect((await workOutBlast(bench, 'test', one)).apart.find(({ what }) => what === 'in the environment staging')?.runs).toBe(recorded.length);
    const blast = await workOutBlast(bench, 'test', ask);
    expect(blast.whyMaybe.map(({ what }) => what)).toEqual(expect.arrayContaining(['model version not recorded, or a name that moves', 'prompt version inferred, not recorded', 'prompt version redacted or kept as a hash', 'environment not recorded', 'start not recorded']));
  });

  it('counts two ids of one person once, once an analyst has merged them, and changes its stamp', async () => {
    const before = await workOutBlast(bench, 'test', { ...ask, cause: [] });
    const { seq } = orThrow(bench.acts.record(subjectsMerged, { subject: 'customer:1', alias: 'customer:2', reason: 'same e-mail' }));
    const after = await workOutBlast(bench, 'test', { ...ask, cause: [] });
    expect(Number(reading(after, 'distinct:customer')[0])).toBe(Number(reading(before, 'distinct:customer')[0]) - 1);
    expect(figuresOfBlast(after)[0]?.data.acts).not.toBe(figuresOfBlast(before)[0]?.data.acts);
    orThrow(bench.acts.undo(seq, ['subjects-merged']));
    expect(figuresOfBlast(await workOutBlast(bench, 'test', { ...ask, cause: [] }))).toEqual(figuresOfBlast(before));
  });

  it('answers the same twice, and nothing at all while the survey is not whole', async () => {
    expect(await workOutBlast(bench, 'test', ask)).toEqual(await workOutBlast(bench, 'test', ask));
    await filled.store.query("INSERT INTO meta (case_key, key, value) VALUES (1, 'applied-import-seq', '7'), (1, 'surveyed-import-seq', '6')");
    const blast = await workOutBlast(bench, 'test', ask);
    expect(blast.surveyed).toBe(false);
    expect(figuresOfBlast(blast).every(({ value, basis }) => value === null && basis === 'unknown')).toBe(true);
    await filled.store.query("DELETE FROM meta WHERE key LIKE '%import-seq'");
  });

  it('takes its window from the versions, and names runs around it as candidates only', async () => {
    const blast = await workOutBlast(bench, 'test', { ...ask, window: null });
    expect(blast.window.why.join('\n')).toContain('dated from its first use in the runs');
    expect(blast.boundaries.map(({ what }) => what)).toEqual(['Last good, candidate', 'First bad, candidate', 'Last bad, candidate', 'First good again, candidate']);
    const [good, bad] = blast.boundaries;
    expect(bad?.run).toMatchObject({ model: 'claude', modelVersion: '2026-02', promptTemplate: 'refund', promptVersion: 'v2', environment: 'production' });
    if (good !== undefined && good.run !== null) expect(BigInt(good.run.startedAt ?? 0)).toBeLessThan(BigInt(bad?.run?.startedAt ?? 0));
  });

  it('refuses a search it does not understand', async () => {
    await expect(workOutBlast(bench, 'test', { ...ask, where: 'agnet:x' })).rejects.toMatchObject({ problem: { code: 'search-not-understood' } });
  });
});

function reading(blast: Blast, id: string): readonly [string | null, string | null] {
  const figure: Figure | undefined = figuresOfBlast(blast).find((one) => one.id === id);
  const counted = blast.sections[0]?.figures[0];
  // The count beneath a figure whose doubts hide its upper bound.
  if (id === 'runs' && counted !== undefined) return [counted.value, String(Number(counted.value) + maybeOf(blast))];
  return [figure?.value ?? null, figure?.upper ?? null];
}

function maybeOf({ breakdowns }: Blast): number {
  return breakdowns[0]?.rows.reduce((sum, { possible }) => sum + possible, 0) ?? 0;
}

async function matching(where: string | null): Promise<number> {
  return (await runsCount(filled.store, 1, where ?? 'id:none')).matching;
}

/** Three-valued by hand: true, false, or null for "nothing recorded decides". */
function handCount({ cause, environment, window, where }: BlastAsk): { readonly certain: readonly Detail[]; readonly possible: readonly Detail[] } {
  const is = (value: string | null, wanted: string, said: Provenance | undefined, moving = false): boolean | null => (value === null || moving || said !== undefined ? null : value === wanted);
  const judged = details.filter(({ run }) => (where === '' ? true : where === 'approval:human' ? run.approvalClass === 'human' : run.outcome === 'succeeded' || run.outcome === 'failed')).map((detail) => {
    const { run, provenance } = detail;
    const answers = [
      ...cause.flatMap(({ kind, name, version }) => {
        const [ownName, ownVersion, said] = kind === 'model' ? [run.model, run.modelVersion, provenance.modelVersion] : [run.promptTemplate, run.promptVersion, provenance.promptVersion];
        return [is(ownName, name, undefined), is(ownVersion, version ?? '', said)];
      }),
      ...(environment === null ? [] : [is(run.environment, environment, provenance.environment)]),
      ...(window === null || (window.from === null && window.until === null) ? [] : [run.startedAt === null ? null : (window.from === null || BigInt(run.startedAt) >= BigInt(window.from)) && (window.until === null || BigInt(run.startedAt) < BigInt(window.until))]),
    ];
    return { detail, out: answers.includes(false), certain: answers.every((answer) => answer === true) };
  });
  return { certain: judged.filter(({ certain }) => certain).map(({ detail }) => detail), possible: judged.filter(({ out, certain }) => !out && !certain).map(({ detail }) => detail) };
}

function madeDetails(runs: readonly RunRow[]): readonly Detail[] {
  return runs.map((run, index) => {
    const pick = <T>(salt: number, ...values: readonly [T, ...T[]]): T => values[Math.imul(index + 1, 2_654_435 + salt * 97) % values.length] ?? values[0];
    const executions = pick(1, 1, 1, 0, 1, 2);
    const said = (fact: ProvenancedFact, value: string | null, salt: number): Partial<Record<ProvenancedFact, Provenance>> => {
      const provenance = value === null ? pick(salt, 'absent' as const, 'hash only' as const, 'redacted' as const) : pick(salt, null, null, null, null, 'inferred' as const);
      return provenance === null ? {} : { [fact]: provenance };
    };
    const stated: Record<ProvenancedFact, string | null> = { modelVersion: run.modelVersion, promptVersion: run.promptVersion, ruleId: run.ruleId, environment: run.environment, amount: run.amount, subject: run.subject, country: null };
    return {
      run, executions, effect: executions === 0 ? pick(2, null, 'read') : 'write', amount: executions === 0 ? null : run.amount, currency: executions === 0 || run.amount === null ? null : run.currency,
      recovered: pick(3, null, null, null, '1.50'), recovery: pick(4, null, 'pending'), country: null,
      provenance: Object.assign({}, ...provenancedFacts.map((fact, salt) => said(fact, stated[fact], salt + 5))),
    };
  });
}

async function fillDetails(all: readonly Detail[]): Promise<void> {
  const rows = all.map(({ run, executions, effect, amount, currency, recovered, recovery, country, provenance }) => ({
    case_key: 1, run_id: run.id, executions, effect, executed_amount: amount, executed_currency: currency, recovered_amount: recovered, recovered_currency: recovered === null ? null : 'EUR', recovery_status: recovery, country,
    variant: 'tmo', provenance: Object.keys(provenance).length === 0 ? null : JSON.stringify(provenance),
  }));
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await filled.store.query(`INSERT INTO run_detail (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::run_detail, $1::json)`, [JSON.stringify(rows)]);
}

/** No source here is a registry: nothing is read back. */
function emptyShelf(): SourceShelf {
  return createSourceShelf(filled.store, 1, openVault(join(folder, 'vault')), join(folder, 'work'));
}

function openedActs(): ActLog {
  const path = join(folder, 'journal.jsonl');
  createJournalFile(path);
  return createActLog(orThrow(openJournal(path, { key: orThrow(signingKeyFromHome(folder)), actor: 'tester', build: 'test', now: () => 1n })).journal);
}
