import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunRow } from '#shared/model/run.ts';
import { unplacedReason } from '#shared/time-axis.ts';
import { binEdges, unitFor } from '#shared/time-bins.ts';
import { filledStore, type FilledStore } from '../../../../test/support/filled-store.ts';
import { buildTimelineRollup, timelineGrain } from '../timeline-rollup.ts';
import type { Store } from '../store.ts';
import { runsPage } from './runs-page.ts';
import { stageLanes, stagesAreKnown } from './stage-lanes.ts';
import { timelineAxis, unplacedRuns } from './timeline-axis.ts';
import { timelineBins } from './timeline-bins.ts';
import { timelineFilter } from './timeline-filter.ts';
import { timelineLanes } from './timeline-lanes.ts';

let filled: FilledStore;
let store: Store;
const caseKey = 1;
const imported = '1773705600000000000';
const strange = ['0', '-9000000000000000000', '9000000000000000000', '1773792000000000005'];

beforeAll(async () => {
  filled = await filledStore();
  ({ store } = filled);
  // The made runs begin at the instant of the import and up to fifty hours later: half of them lie after it by more than a day.
  for (const [index, at] of strange.entries()) await store.query('UPDATE run SET started_at = $2::bigint WHERE case_key = $1 AND id = $3::uuid', [caseKey, at, filled.runs[index * 7]?.id]);
});
afterAll(() => filled.close());
beforeEach(() => store.query("DELETE FROM meta WHERE key = 'timeline-grain'").then(() => undefined));

const searches = ['', 'missing:approval -model:claude', 'source:#3 OR environment:staging', '-agent:refund-bot'];

describe('runs over time', () => {
  it('are counted alike by the roll-up and by the runs themselves, and as the list has them', async () => {
    expect(await buildTimelineRollup(store, caseKey, () => true)).toBe(true);
    const grain = await timelineGrain(store, caseKey);
    expect(grain).not.toBe(null);
    for (const where of [...searches, 'bot', 'amount:>500']) {
      const rows = await listed(where);
      for (const window of await windows()) {
        const edges = binEdges(window, unitFor(window, 40), 'utc');
        const filter = await timelineFilter(store, caseKey, where);
        expect(filter.grain).toBe(where === 'bot' || where === 'amount:>500' ? null : grain);
        const expected = edges.slice(1).map((edge, bin) => placed(rows).filter((at) => at >= BigInt(edges[bin] ?? '0') && at < BigInt(edge)).length);
        expect([where, await timelineBins(store, caseKey, filter, edges, () => undefined)]).toEqual([where, expected]);
        expect([where, await timelineBins(store, caseKey, { ...filter, grain: null }, edges, () => undefined)]).toEqual([where, expected]);
      }
    }
  });

  it('leave out what cannot stand on the axis, and say why', async () => {
    for (const where of searches) {
      const rows = await listed(where);
      const direct = await unplacedRuns(store, caseKey, await timelineFilter(store, caseKey, where));
      for (const { reason, count } of direct) expect([where, reason, count]).toEqual([where, reason, rows.filter((run) => unplacedReason(run.startedAt, imported) === reason).length]);
      await buildTimelineRollup(store, caseKey, () => true);
      expect(await unplacedRuns(store, caseKey, await timelineFilter(store, caseKey, where))).toEqual(direct);
      await store.query("DELETE FROM meta WHERE key = 'timeline-grain'");
    }
  });

  it('have an axis that no default and no future stretches', async () => {
    const times = placed(await listed(''));
    const least = times.reduce((a, b) => (b < a ? b : a));
    const most = times.reduce((a, b) => (b > a ? b : a));
    expect(await timelineAxis(store, caseKey)).toEqual({ from: String(least), until: String(most + 1n) });
    expect(await timelineAxis(store, 99)).toBe(null);
  });

  it('stand in lanes alike by both ways, a run of several sources in each of them', async () => {
    await buildTimelineRollup(store, caseKey, () => true);
    const window = (await windows())[0];
    if (window === undefined) throw new Error('no window');
    const edges = binEdges(window, unitFor(window, 40), 'utc');
    for (const where of searches) {
      const rows = await listed(where);
      for (const by of ['agent', 'action', 'approval', 'source'] as const) {
        const filter = await timelineFilter(store, caseKey, where);
        const counted = await timelineLanes(store, caseKey, filter, by, edges, 20);
        expect([where, by, await timelineLanes(store, caseKey, { ...filter, grain: null }, by, edges, 20)]).toEqual([where, by, counted]);
        if (by === 'source') continue;
        expect(counted.lanes.reduce((sum, { inWindow }) => sum + inWindow, 0)).toBe(placed(rows).length);
        expect(counted.lanes.reduce((sum, { unplaced }) => sum + unplaced, 0)).toBe(rows.length - placed(rows).length);
        for (const lane of counted.lanes) expect(lane.bins.reduce((sum, [, runs]) => sum + runs, 0)).toBe(lane.inWindow);
      }
    }
    const bySource = await timelineLanes(store, caseKey, await timelineFilter(store, caseKey, ''), 'source', edges, 20);
    expect(bySource.lanes.find(({ label }) => label === 'three.jsonl')?.inWindow).toBe(filled.told.filter(({ id }) => filled.runs.some((run) => run.id === id)).length - (await toldUnplaced()));
  });

  it('list the fullest lanes and say how many more there are, and of how many runs', async () => {
    const window = (await windows())[0];
    if (window === undefined) throw new Error('no window');
    const edges = binEdges(window, unitFor(window, 40), 'utc');
    const filter = await timelineFilter(store, caseKey, '');
    const all = await timelineLanes(store, caseKey, filter, 'agent', edges, 20);
    const some = await timelineLanes(store, caseKey, filter, 'agent', edges, 1);
    expect(some.lanes).toEqual(all.lanes.slice(0, 1));
    expect(some.more).toEqual({ lanes: all.lanes.length - 1, runs: all.lanes.slice(1).reduce((sum, { inWindow }) => sum + inWindow, 0) });
  });
});

describe('lanes by stage', () => {
  it('are known once everything imported is surveyed, and count a stage whose time is not recorded apart', async () => {
    await store.query("INSERT INTO meta (case_key, key, value) VALUES ($1, 'applied-import-seq', '2'), ($1, 'surveyed-import-seq', '1')", [caseKey]);
    expect(await stagesAreKnown(store, caseKey)).toBe(false);
    await store.query("UPDATE meta SET value = '2' WHERE case_key = $1 AND key = 'surveyed-import-seq'", [caseKey]);
    expect(await stagesAreKnown(store, caseKey)).toBe(true);
    const [window] = await windows();
    if (window === undefined) throw new Error('no window');
    const edges = binEdges(window, unitFor(window, 40), 'utc');
    const inside = BigInt(window.from) + 5n;
    const details = [[0, inside, 'tx'], [1, inside + 9n, 't'], [2, null, 'tc'], [3, 0n, 't'], [4, null, 'o']] as const;
    for (const [index, triggered, variant] of details) {
      await store.query('INSERT INTO run_detail (case_key, run_id, triggered_at, executions, variant) VALUES ($1, $2::uuid, $3::bigint, 0, $4)', [caseKey, filled.runs[index]?.id, triggered === null ? null : String(triggered), variant]);
    }
    const lanes = await stageLanes(store, await timelineFilter(store, caseKey, ''), edges);
    const counted = Object.fromEntries(lanes.map(({ stage, inWindow, unplaced }) => [stage, [inWindow, unplaced]]));
    expect(counted).toEqual({ trigger: [2, 2], output: [0, 1], decision: [0, 0], execution: [0, 1], outcome: [0, 0], recovery: [0, 1], dispute: [0, 0] });
    expect(lanes[0]?.bins).toEqual([[0, 2]]);
  });
});

describe('the roll-up', () => {
  it('is forgotten with any change to the runs, and is not believed when it was left half way', async () => {
    await buildTimelineRollup(store, caseKey, () => true);
    await store.query('UPDATE run SET records = records WHERE case_key = 2');
    expect(await timelineGrain(store, caseKey)).toBe(null);
    let asked = 0;
    expect(await buildTimelineRollup(store, caseKey, () => (asked += 1) < 2)).toBe(false);
    expect(await timelineGrain(store, caseKey)).toBe(null);
  });

  it('is not believed when another transaction took some of it away', async () => {
    await store.begin();
    let steps = 0;
    const built = await buildTimelineRollup(store, caseKey, () => {
      steps += 1;
      return true;
    });
    expect([built, steps > 1]).toEqual([true, true]);
    await store.rollback();
    expect(await timelineGrain(store, caseKey)).toBe(null);
  });
});

async function listed(where: string): Promise<readonly RunRow[]> {
  return (await runsPage(store, caseKey, { where, sort: { key: 'startedAt', descending: false }, after: null, limit: 500 })).rows;
}

function placed(rows: readonly RunRow[]): readonly bigint[] {
  return rows.flatMap(({ startedAt }) => (startedAt !== null && unplacedReason(startedAt, imported) === null ? [BigInt(startedAt)] : []));
}

async function windows() {
  const axis = await timelineAxis(store, caseKey);
  if (axis === null) throw new Error('no axis');
  const inner = { from: String(BigInt(axis.from) + 7_200_000_000_000n), until: String(BigInt(axis.until) + 90_000_000_000_000n) };
  return [axis, inner];
}

async function toldUnplaced(): Promise<number> {
  const rows = await listed('');
  return rows.filter(({ sources, startedAt }) => sources > 1 && unplacedReason(startedAt, imported) !== null).length;
}
