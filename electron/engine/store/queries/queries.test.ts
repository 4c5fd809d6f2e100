import { wordsOf } from '../run-words.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSortKeys, type RunSort } from '#shared/ipc/contract.ts';
import { approvalClasses, outcomeStatuses, sevenFields, type RunRow } from '#shared/model/run.ts';
import { openStore } from '../open-store.ts';
import { refreshRunShape, runShapeIsWhole } from '../run-shape.ts';
import type { Store } from '../store.ts';
import { caseTotals } from './case-totals.ts';
import { completenessBySource, completenessOfAll } from './completeness.ts';
import { coverage } from './coverage.ts';
import { runById, runsByExternalId } from './find-run.ts';
import { recordsOfRun } from './records-of-run.ts';
import { rejectsPage } from './rejects.ts';
import { actionTypeCounts, approvalCounts, outcomeCounts, versionUse } from './run-counts.ts';
import { runFacets } from './run-facets.ts';
import { runNeighbours } from './run-neighbours.ts';
import { runsCount } from './runs-count.ts';
import { runsPage } from './runs-page.ts';
import { sourcesList } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofline-queries-'));
const caseKey = 1;
const runs = madeRuns(300);
/** Runs that source 3 speaks of as well. */
const told = runs.filter(({ sources }) => sources > 1);
let store: Store;

beforeAll(async () => {
  const opened = await openStore(join(folder, 'db'));
  if (!opened.ok) throw new Error(opened.problem.message);
  store = opened.value.store;
  await fill(caseKey, runs);
  // Another case in the same tables: nothing of it may ever show.
  await fill(2, madeRuns(40));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the run list', () => {
  it('pages through every run once, in order, unrecorded values last, for every sort in both directions', async () => {
    for (const key of runSortKeys) {
      for (const descending of [false, true]) {
        const sort = { key, descending };
        expect([key, descending, await idsByPage('', sort, 37)]).toEqual([key, descending, inOrder(runs, sort).map(({ id }) => id)]);
      }
    }
  });

  it('gives every column back as it was recorded', async () => {
    const page = await runsPage(store, caseKey, { where: '', sort: { key: 'externalId', descending: false }, after: null, limit: 500 });
    expect(page.next).toBeNull();
    expect(page.rows).toEqual(inOrder(runs, { key: 'externalId', descending: false }));
  });

  it('pages inside a filter whose matches the planner cannot foresee', async () => {
    const sort = { key: 'amount', descending: true } as const;
    const expected = inOrder(runs.filter((run) => run.agent?.includes('bot') === true || run.approver?.includes('bot') === true), sort);
    expect(expected.length).toBeGreaterThan(20);
    expect(await idsByPage('BOT', sort, 7)).toEqual(expected.map(({ id }) => id));
  });

  it('refuses a cursor of another order, and nonsense', async () => {
    const first = await runsPage(store, caseKey, { where: '', sort: { key: 'amount', descending: true }, after: null, limit: 5 });
    for (const after of [first.next, 'nonsense', '']) {
      await expect(runsPage(store, caseKey, { where: '', sort: { key: 'agent', descending: true }, after, limit: 5 })).rejects.toMatchObject({ problem: { code: 'bad-cursor' } });
    }
  });

  it('refuses a search it does not understand, and says where', async () => {
    await expect(runsPage(store, caseKey, { where: 'refund agnet:x', sort: { key: 'amount', descending: true }, after: null, limit: 5 })).rejects.toMatchObject({
      problem: { code: 'search-not-understood', message: expect.stringContaining('character 8') },
    });
  });

  it('knows a run by its id, and all that carry an external id', async () => {
    const [run] = runs;
    expect(run && (await runById(store, caseKey, run.id))).toEqual(run);
    expect(await runById(store, caseKey, 'no uuid')).toBeNull();
    expect(await runsByExternalId(store, caseKey, 'run-7')).toEqual(runs.filter(({ externalId }) => externalId === 'run-7'));
  });
});

describe('a search', () => {
  const has = (text: string | null, part: string): boolean => text?.toLowerCase().includes(part) === true;
  const cases: readonly (readonly [string, (run: RunRow) => boolean])[] = [
    ['agent:refund-bot', ({ agent }) => agent === 'refund-bot'],
    ['-agent:refund-bot', ({ agent }) => agent !== 'refund-bot'],
    ['agent:not-recorded', ({ agent }) => agent === null],
    ['agent:*', ({ agent }) => agent !== null],
    ['agent:REFUND*', ({ agent }) => has(agent, 'refund')],
    ['action:"refund.execute"', ({ actionType }) => actionType === 'refund.execute'],
    ['model:claude', ({ model }) => model === 'claude'],
    ['model:claude@2026-02', ({ model, modelVersion }) => model === 'claude' && modelVersion === '2026-02'],
    ['model:claude@', ({ model, modelVersion }) => model === 'claude' && modelVersion === null],
    ['model:not-recorded', ({ model, modelVersion }) => model === null && modelVersion === null],
    ['prompt:v2', ({ promptVersion }) => promptVersion === 'v2'],
    ['approval:explicitly-none', ({ approvalClass }) => approvalClass === 'explicitly none'],
    ['outcome:failed OR outcome:"not executed"', ({ outcome }) => outcome === 'failed' || outcome === 'not executed'],
    ['-(outcome:failed agent:refund-bot)', ({ outcome, agent }) => !(outcome === 'failed' && agent === 'refund-bot')],
    ['missing:approval', ({ fields }) => fields[4] === 'a'],
    ['has:output -missing:outcome', ({ fields }) => fields[2] !== 'a' && fields[6] !== 'a'],
    ['amount:>500', ({ amount }) => amount !== null && Number(amount) > 500],
    ['amount:100..200.50', ({ amount }) => amount !== null && Number(amount) >= 100 && Number(amount) <= 200.5],
    ['-amount:>500', ({ amount }) => amount === null || Number(amount) <= 500],
    ['at:2026-03-17', ({ startedAt }) => startedAt !== null && new Date(Number(BigInt(startedAt) / 1_000_000n)).toISOString().startsWith('2026-03-17')],
    ['customer:7', ({ subject }) => subject === 'customer:7'],
    ['subject:7', ({ subject }) => subject === 'customer:7' || subject === 'lead:7'],
    ['source:two.jsonl', ({ sourceKey }) => sourceKey === 2],
    ['source:#3', ({ sources }) => sources > 1],
    ['source:*.jsonl', () => true],
    ['customer', ({ subject }) => has(subject, 'customer')],
    ['JÖRG', ({ approver }) => has(approver, 'jörg')],
    ['100%', ({ targetRecord }) => has(targetRecord, '100%')],
    ['record:100%*', ({ targetRecord }) => has(targetRecord, '100%')],
    ['id:run-7', ({ externalId }) => externalId === 'run-7'],
    ['nothing-has-this', () => false],
    ['', () => true],
  ];

  for (const [where, matches] of cases) {
    it(`${where === '' ? 'of nothing' : where} lets through exactly the runs it means`, async () => {
      const expected = runs.filter(matches);
      const sort = { key: 'startedAt', descending: true } as const;
      expect(await idsByPage(where, sort, 100)).toEqual(inOrder(expected, sort).map(({ id }) => id));
      expect(await runsCount(store, caseKey, where)).toEqual({ matching: expected.length, total: runs.length });
    });
  }

  it('by the id of a run finds it', async () => {
    expect(await idsByPage(`id:${runs[9]?.id}`, { key: 'agent', descending: false }, 5)).toEqual([runs[9]?.id]);
  });
});

describe('neighbours', () => {
  it('are the runs before and after in the filtered order', async () => {
    for (const [where, sort] of [['', { key: 'startedAt', descending: true }], ['outcome:failed', { key: 'amount', descending: false }], ['bot', { key: 'agent', descending: true }]] as const) {
      const ids = await idsByPage(where, sort, 100);
      for (const [index, id] of ids.entries()) {
        expect(await runNeighbours(store, caseKey, { where, sort, id })).toEqual({ position: index + 1, matching: ids.length, previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null });
        if (index > 40 && index < ids.length - 20) break;
      }
      const last = ids.at(-1) ?? '';
      expect(await runNeighbours(store, caseKey, { where, sort, id: last })).toMatchObject({ position: ids.length, next: null });
    }
  });

  it('of a run outside the filter say that it has no place in it', async () => {
    const outside = runs.find(({ outcome }) => outcome !== 'failed');
    expect(await runNeighbours(store, caseKey, { where: 'outcome:failed', sort: { key: 'startedAt', descending: true }, id: outside?.id ?? '' })).toMatchObject({ position: 0 });
  });

  it('of a run the case does not have are a problem', async () => {
    for (const id of ['ffffffff-0000-8000-8000-000000000000', 'no uuid']) {
      await expect(runNeighbours(store, caseKey, { where: '', sort: { key: 'startedAt', descending: true }, id })).rejects.toMatchObject({ problem: { code: 'run-missing' } });
    }
  });
});

describe('facets', () => {
  it('count exactly what choosing them lists, counted beforehand or not, filtered or not', async () => {
    for (const where of ['', 'outcome:failed', 'missing:approval -model:claude', 'bot', 'source:#3', 'at:2026-03-17']) {
      await forgetShape();
      const direct = await runFacets(store, caseKey, where);
      await refreshRunShape(store, caseKey);
      expect(await runFacets(store, caseKey, where)).toEqual(direct);
      for (const { field, values, more } of direct) {
        expect(more).toBe(0);
        for (const { value, count } of values) {
          const chosen = `${where === '' ? '' : `(${where}) `}${field}:${/[\s"()]/.test(value) ? JSON.stringify(value) : value}`;
          expect([chosen, (await runsCount(store, caseKey, chosen)).matching]).toEqual([chosen, count]);
        }
      }
      const total = (await runsCount(store, caseKey, where)).matching;
      for (const field of ['action', 'approval', 'model', 'prompt', 'outcome', 'environment']) {
        expect([field, direct.find((facet) => facet.field === field)?.values.reduce((sum, { count }) => sum + count, 0)]).toEqual([field, total]);
      }
    }
  });

  it('list the most frequent values and say how many more there are', async () => {
    await store.query("UPDATE run SET environment = 'env-' || (abs(hashtext(id::text)) % 30) WHERE case_key = 2");
    const facet = (await runFacets(store, 2, '')).find(({ field }) => field === 'environment');
    expect(facet?.values).toHaveLength(12);
    expect(facet?.more).toBeGreaterThan(5);
    expect(facet?.values.map(({ count }) => count)).toEqual(facet?.values.map(({ count }) => count).toSorted((a, b) => b - a));
  });
});

describe('counts beforehand', () => {
  it('are forgotten by any change to the runs, in the same transaction', async () => {
    await refreshRunShape(store, caseKey);
    expect(await runShapeIsWhole(store, caseKey)).toBe(true);
    await store.begin();
    await store.query('UPDATE run SET records = records WHERE case_key = $1 AND id = $2::uuid', [caseKey, runs[0]?.id]);
    expect(await runShapeIsWhole(store, caseKey)).toBe(false);
    await store.rollback();
    expect(await runShapeIsWhole(store, caseKey)).toBe(true);
  });

  it('agree with the runs themselves', async () => {
    const answers = async () => [
      await approvalCounts(store, caseKey), await outcomeCounts(store, caseKey), await actionTypeCounts(store, caseKey), await versionUse(store, caseKey),
      await completenessOfAll(store, caseKey), await completenessBySource(store, caseKey), await caseTotals(store, caseKey),
    ];
    await forgetShape();
    const direct = await answers();
    await refreshRunShape(store, caseKey);
    expect(await answers()).toEqual(direct);
    expect(await approvalCounts(store, caseKey)).toEqual(approvalClasses.map((value) => ({ value, count: runs.filter((run) => run.approvalClass === value).length })));
    expect(await caseTotals(store, caseKey)).toEqual({ runs: runs.length, records: 36, sources: 3 });
  });

  it('tally completeness per source by what that source says itself', async () => {
    const [one, two, three] = await completenessBySource(store, caseKey);
    const single = runs.filter(({ sources }) => sources === 1);
    expect([one?.runs, two?.runs, three?.runs]).toEqual([
      runs.filter(({ sourceKey }) => sourceKey === 1).length, runs.filter(({ sourceKey }) => sourceKey === 2).length, told.length,
    ]);
    expect(three?.fields.trigger).toEqual({ recorded: 0, part: 0, inferred: 0, hashOnly: 0, absent: told.length });
    expect(one?.fields.model.recorded).toBe(
      single.filter(({ sourceKey, fields }) => sourceKey === 1 && fields[1] === 'r').length + told.filter(({ sourceKey }) => sourceKey === 1).length,
    );
    const all = await completenessOfAll(store, caseKey);
    expect(all.runs).toBe(runs.length);
    for (const field of sevenFields) expect(Object.values(all.fields[field]).reduce((sum, count) => sum + count, 0)).toBe(runs.length);
  });
});

describe('sources and records', () => {
  it('are listed in the order of import', async () => {
    const sources = await sourcesList(store, caseKey);
    expect(sources.map(({ sourceKey, name, read, accepted, rejected, duplicate }) => [sourceKey, name, read, accepted, rejected, duplicate])).toEqual([
      [1, 'one.jsonl', 12, 10, 1, 1], [2, 'two.jsonl', 12, 10, 1, 1], [3, 'three.jsonl', 12, 10, 1, 1],
    ]);
    expect(sources[0]).toMatchObject({ firstAt: '1773705600000000001', lastAt: null, zoneAssumption: null, importedAt: '1773705600000000000' });
  });

  it('page through rejects by source and place', async () => {
    const places: string[] = [];
    let after: string | null = null;
    do {
      const page = await rejectsPage(store, caseKey, { sourceKey: null, after, limit: 2 });
      places.push(...page.rows.map(({ source, offset }) => `${source}@${offset}`));
      after = page.next;
    } while (after !== null);
    expect(places).toEqual(['one.jsonl@10', 'one.jsonl@300', 'two.jsonl@10', 'two.jsonl@300', 'three.jsonl@10', 'three.jsonl@300']);
    expect((await rejectsPage(store, caseKey, { sourceKey: 2, after: null, limit: 10 })).rows).toHaveLength(2);
    await expect(rejectsPage(store, caseKey, { sourceKey: null, after: '[1]', limit: 2 })).rejects.toMatchObject({ problem: { code: 'bad-cursor' } });
  });

  it('of a run come in the order of their bytes', async () => {
    const run = runs[0]?.id ?? '';
    expect((await recordsOfRun(store, caseKey, run)).map(({ source, offset, duplicate, sha256, at }) => [source, offset, duplicate, sha256, at])).toEqual([
      ['one.jsonl', 0, false, '00ff', '1773705600000000001'], ['one.jsonl', 90, true, '00ff', null], ['two.jsonl', 5, false, '00ff', null],
    ]);
  });

  it('cover one axis in whole hours, and every record with a time is in a bin', async () => {
    const fine = await coverage(store, caseKey);
    expect(fine).toMatchObject({ from: String(492_696n * 3_600_000_000_000n), binNanoseconds: '3600000000000', bins: 101 });
    expect(fine.rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0))).toEqual([9, 9, 9]);
    const coarse = await coverage(store, caseKey, 10);
    expect([coarse.bins, coarse.binNanoseconds]).toEqual([10, String(11n * 3_600_000_000_000n)]);
    expect(coarse.rows[0]).toEqual({ sourceKey: 1, counts: [7, 0, 0, 0, 0, 0, 0, 0, 0, 2], withoutTime: 3 });
    expect(await coverage(store, 99)).toEqual({ from: null, binNanoseconds: '3600000000000', bins: 0, rows: [] });
  });
});

async function idsByPage(where: string, sort: RunSort, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await runsPage(store, caseKey, { where, sort, after, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}

/** The order stated in words: by value, unrecorded last either way, then by id in the same direction. */
function inOrder(some: readonly RunRow[], { key, descending }: RunSort): readonly RunRow[] {
  const valueOf = (run: RunRow): bigint | number | string | null => {
    if (key === 'startedAt') return run.startedAt === null ? null : BigInt(run.startedAt);
    if (key === 'amount') return run.amount === null ? null : Number(run.amount);
    if (key === 'approvalClass') return approvalClasses.indexOf(run.approvalClass);
    if (key === 'outcome') return outcomeStatuses.indexOf(run.outcome);
    if (key === 'completeness') return run.recordedFields;
    return run[key];
  };
  const sign = descending ? -1 : 1;
  return some.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === right) return a.id < b.id ? -sign : sign;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  });
}

async function forgetShape(): Promise<void> {
  await store.query("DELETE FROM meta WHERE key = 'run-shape'");
}

function madeRuns(count: number): readonly RunRow[] {
  let state = 42;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % n;
  };
  const oneOf = <T>(...values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
  return Array.from({ length: count }, (_, n) => {
    const fields = sevenFields.map(() => oneOf('r', 'r', 'p', 'i', 'h', 'a')).join('');
    const sourceKey = oneOf(1, 2);
    return {
      id: `${(n * 2_654_435_761 % 2 ** 32).toString(16).padStart(8, '0')}-0000-8000-8000-${String(n).padStart(12, '0')}`,
      externalId: `run-${below(250)}`,
      startedAt: oneOf(null, String(1_773_705_600_000_000_001n + BigInt(below(50)) * 3_600_000_000_000n)),
      executedAt: oneOf(null, '1773705600000000009'),
      endedAt: null,
      actionType: oneOf(null, 'refund.execute', 'lead.route', 'mail draft'),
      pattern: oneOf(null, 'scoring-routing', 'workflow-copilot'),
      environment: oneOf(null, 'production', 'staging'),
      agent: oneOf(null, 'refund-bot', 'Router (2)', 'notes'),
      model: oneOf(null, 'claude', 'gpt'),
      modelVersion: oneOf(null, '2026-01', '2026-02'),
      promptTemplate: oneOf(null, 'refund'),
      promptVersion: oneOf(null, 'v1', 'v2'),
      approvalClass: oneOf(...approvalClasses),
      approver: oneOf(null, 'Jörg', 'robot'),
      ruleId: null,
      outcome: oneOf(...outcomeStatuses),
      amount: oneOf(null, `${below(1000)}.${String(below(100)).padStart(2, '0')}`),
      currency: oneOf(null, 'EUR'),
      subject: oneOf(null, `customer:${below(10)}`, `lead:${below(10)}`),
      system: 'crm',
      targetRecord: oneOf(null, 'INV_1', '100% off'),
      fields,
      recordedFields: [...fields].filter((letter) => letter === 'r').length,
      source: sourceKey === 1 ? 'one.jsonl' : 'two.jsonl',
      sourceKey,
      sources: oneOf(1, 1, 1, 2),
      records: 1,
      contradictions: below(2),
    };
  });
}

async function fill(key: number, some: readonly RunRow[]): Promise<void> {
  const rows = some.map((run) => ({
    case_key: key, id: run.id, started_at: run.startedAt, executed_at: run.executedAt, ended_at: run.endedAt, source_key: run.sourceKey, records: run.records, sources: run.sources,
    contradictions: run.contradictions, recorded_fields: run.recordedFields, approval_class: approvalClasses.indexOf(run.approvalClass), outcome: outcomeStatuses.indexOf(run.outcome),
    pattern: run.pattern === null ? null : run.pattern === 'scoring-routing' ? 0 : 3, fields: run.fields, external_id: run.externalId, action_type: run.actionType,
    environment: run.environment, agent: run.agent, model: run.model, model_version: run.modelVersion, prompt_template: run.promptTemplate, prompt_version: run.promptVersion,
    approver: run.approver, rule_id: run.ruleId, amount: run.amount, amount_text: run.amount, currency: run.currency, subject: run.subject, system: run.system, target_record: run.targetRecord, words: wordsOf(run),
  }));
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await store.query(`INSERT INTO run (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::run, $1::json)`, [JSON.stringify(rows)]);
  await store.query("INSERT INTO run_source SELECT case_key, id, source_key, 'rrrrrrr' FROM run WHERE case_key = $1 AND sources > 1", [key]);
  await store.query("INSERT INTO run_source SELECT case_key, id, 3, 'aaaaaaa' FROM run WHERE case_key = $1 AND sources > 1", [key]);
  for (const [index, name] of ['one.jsonl', 'two.jsonl', 'three.jsonl'].entries()) {
    await store.query(
      `INSERT INTO source VALUES ($1, $2, 1, $3, 'v', NULL, 's', 100, 'native', '{"kind":"lines"}', NULL, 'seen', NULL, 12, 10, 1, 1, 0,
                                  1773705600000000001, NULL, 3, 0, 1773705600000000000, 'none', '{}', '[[492696,4],[492706,3],[492796,2]]')`,
      [key, index + 1, name],
    );
    await store.query("INSERT INTO reject VALUES ($1, $2, 300, 4, 5, 'json-syntax', 'no', 'x'), ($1, $2, 10, 1, 5, 'json-syntax', 'no', 'x')", [key, index + 1]);
  }
  await store.query(
    `INSERT INTO record VALUES ($1, 1, 90, 10, 2, NULL, $2::uuid, 0, true, '\\x00ff', 'e', ''), ($1, 1, 0, 10, 1, 1773705600000000001, $2::uuid, 0, false, '\\x00ff', 'e', ''),
                               ($1, 2, 5, 10, 1, NULL, $2::uuid, 0, false, '\\x00ff', 'e', '')`,
    [key, some[0]?.id],
  );
}
