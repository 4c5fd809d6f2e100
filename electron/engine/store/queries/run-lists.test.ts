import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSort } from '#shared/ipc/contract.ts';
import { runSortKeys } from '#shared/ipc/requests/parts.ts';
import { approvalClasses, outcomeStatuses, type RunRow } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { filledStore, type FilledStore } from '../../../../test/support/filled-store.ts';
import { runById, runsByExternalId } from './find-run.ts';
import { runNeighbours } from './run-neighbours.ts';
import { runsCount } from './runs-count.ts';
import { runsPage } from './runs-page.ts';

let filled: FilledStore;
let store: Store;
let runs: readonly RunRow[];
const caseKey = 1;

beforeAll(async () => {
  filled = await filledStore();
  ({ store, runs } = filled);
});
afterAll(() => filled.close());

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
  const names = ({ subject, furtherSubjects }: RunRow, which: (subject: string) => boolean): boolean => [...(subject === null ? [] : [subject]), ...furtherSubjects].some(which);
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
    ['customer:7', (run) => names(run, (subject) => subject === 'customer:7')],
    ['-customer:7', (run) => !names(run, (subject) => subject === 'customer:7')],
    ['subject:7', (run) => names(run, (subject) => subject === 'customer:7' || subject === 'lead:7')],
    ['subject:invoice:I5', (run) => names(run, (subject) => subject === 'invoice:I5')],
    ['invoice:I1*', (run) => names(run, (subject) => subject.startsWith('invoice:I1'))],
    ['user:"a\\\\b\nlead:3"', (run) => names(run, (subject) => subject === 'user:a\\b\nlead:3')],
    // Not also those in which it stands behind a line break inside somebody else's id.
    ['lead:3', (run) => names(run, (subject) => subject === 'lead:3')],
    ['subject:order:x:7', (run) => names(run, (subject) => subject === 'order:x:7')],
    ['lead:*', (run) => names(run, (subject) => subject.startsWith('lead:'))],
    ['invoice:not-recorded', (run) => !names(run, (subject) => subject.startsWith('invoice:'))],
    ['subject:not-recorded', (run) => run.subject === null && run.furtherSubjects.length === 0],
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
