import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRow } from '#shared/model/run.ts';
import { defined } from '#shared/assert.ts';
import { filledStore, type FilledStore } from '../../../../test/support/filled-store.ts';
import { runContext } from './run-context.ts';
import { runsCount } from './runs-count.ts';

let filled: FilledStore;
beforeAll(async () => {
  filled = await filledStore();
}, 60_000);
afterAll(() => filled.close());

const context = (run: RunRow, list: Parameters<typeof runContext>[3]['list'], minutes = 15) => runContext(filled.store, filled.caseKey, run, { list, minutes });
const timed = (run: RunRow): boolean => run.startedAt !== null;

describe('the runs beside a run', () => {
  it('near in time are exactly those of the window, nearest listed, itself left out', async () => {
    const run = defined(filled.runs.find(timed), 'a run with a time');
    for (const minutes of [5, 60, 600]) {
      const window = BigInt(minutes) * 60_000_000_000n;
      const expected = filled.runs.filter(({ id, startedAt }) => id !== run.id && startedAt !== null && run.startedAt !== null && distance(startedAt, run.startedAt) <= window);
      const { others, rows, where } = await context(run, 'time', minutes);
      expect(others, `${minutes} minutes`).toBe(expected.length);
      expect(rows).toHaveLength(Math.min(20, expected.length));
      expect(rows.every(({ id }) => expected.some((one) => one.id === id))).toBe(true);
      expect((await runsCount(filled.store, filled.caseKey, where ?? '')).matching, 'the search lists the same').toBe(expected.length + 1);
    }
  });

  it('of the same record, subject and versions are as many as the search beside them lists, less itself', async () => {
    const run = defined(filled.runs.find((one) => timed(one) && one.targetRecord !== null && one.subject !== null && one.modelVersion !== null), 'a run with all of it');
    for (const list of ['record', 'subject', 'versions'] as const) {
      const { others, rows, where } = await context(run, list);
      expect(others, list).toBe((await runsCount(filled.store, filled.caseKey, where ?? '')).matching - 1);
      expect(rows.map(({ id }) => id)).not.toContain(run.id);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
  });

  it('say what is not recorded instead of listing none', async () => {
    const run = defined(filled.runs.find((one) => one.startedAt === null && one.targetRecord === null), 'a run without time and record');
    expect(await context(run, 'time')).toMatchObject({ common: null, why: expect.stringContaining('No start'), others: 0 });
    expect(await context(run, 'record')).toMatchObject({ common: null, where: null, others: 0 });
    expect((await context(run, 'job')).why).toContain('not read yet');
  });

  it('of one job are found once the survey has read it', async () => {
    const some = filled.runs.slice(0, 4);
    for (const [index, { id }] of some.entries()) await filled.store.query("INSERT INTO run_detail (case_key, run_id, executions, variant, job_id) VALUES (1, $1::uuid, 1, 'tx', $2)", [id, index === 3 ? null : 'queue/1']);
    const [first, , , other] = some;
    const answer = await context(defined(first, 'a run'), 'job');
    expect(answer).toMatchObject({ common: 'queue/1', others: 2, where: null });
    expect(answer.rows.map(({ id }) => id).toSorted()).toEqual(some.slice(1, 3).map(({ id }) => id).toSorted());
    expect(await context(defined(other, 'a run'), 'job')).toMatchObject({ common: null, why: 'No job of this run is recorded.' });
  });
});

function distance(a: string, b: string): bigint {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -difference : difference;
}
