import type { z } from 'zod';
import { requests } from '#shared/ipc/contract.ts';
import type { TimelineCoverage, TimelineHistogram, TimelineLanes } from '#shared/model/timeline.ts';
import { binEdges, unitFor } from '#shared/time-bins.ts';
import { isKnownZone } from '#shared/time.ts';
import { ProblemError } from '#shared/result.ts';
import { placedHours, rhythmRule, rhythmSigns } from '../completeness/rhythm.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallMarks } from '../jobs/timeline-marks.ts';
import { compareChange } from '../jobs/compare-change.ts';
import { sourceHours } from '../store/queries/coverage.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { stageLanes, stagesAreKnown } from '../store/queries/stage-lanes.ts';
import { timelineAxis, unplacedRuns } from '../store/queries/timeline-axis.ts';
import { timelineBins } from '../store/queries/timeline-bins.ts';
import { slotsFit, timelineFilter } from '../store/queries/timeline-filter.ts';
import { timelineLanes } from '../store/queries/timeline-lanes.ts';
import { handler, type Handler } from './handler.ts';
import { NewestOnly } from './newest-only.ts';
import { searchableBench } from './searchable-bench.ts';
import { countRunsByTime } from './timeline-counting.ts';

const histograms = new NewestOnly();
const lanes = new NewestOnly();

export const timelineHandlers: readonly Handler[] = [
  handler('timeline.histogram', requests['timeline.histogram'], async (session, asked) => {
    const bench = await searchableBench(session, asked.where);
    countRunsByTime(session);
    return histograms.ask((goOn) => histogramOf(bench, asked, goOn));
  }),
  handler('timeline.lanes', requests['timeline.lanes'], async (session, asked) => {
    const bench = await searchableBench(session, asked.where);
    countRunsByTime(session);
    return lanes.ask(() => lanesOf(bench, asked));
  }),
  handler('timeline.marks', requests['timeline.marks'], (session) => recallMarks(session.settledBench())),
  handler('timeline.coverage', requests['timeline.coverage'], (session) => coverageOf(session.settledBench())),
  handler('timeline.change', requests['timeline.change'], async (session, asked) => compareChange(await searchableBench(session, asked.where), asked)),
];

type Asked = z.infer<(typeof requests)['timeline.histogram']>;

async function histogramOf(bench: CaseBench, { where, window, unit, most, zone }: Asked, goOn: () => void): Promise<TimelineHistogram> {
  const { store, caseKey } = bench;
  const axis = await timelineAxis(store, caseKey);
  const filter = await timelineFilter(store, caseKey, where);
  const shown = window ?? axis;
  const chosen = unit ?? (shown === null ? '1 h' : unitFor(shown, most));
  const edges = shown === null ? [] : binEdges(shown, chosen, knownZone(zone));
  const everything = filter.everything ? filter : await timelineFilter(store, caseKey, '');
  const matching = await timelineBins(store, caseKey, filter, edges, goOn);
  const all = filter.everything ? matching : await timelineBins(store, caseKey, everything, edges, goOn);
  goOn();
  const counts = await totalsOf(bench, where);
  const counted = slotsFit(filter.grain, edges) ? 'roll-up' : 'runs';
  return { axis, unit: chosen, edges, matching, all, ...counts, counted };
}

type Totals = Pick<TimelineHistogram, 'total' | 'unplaced' | 'unplacedTotal'>;
const kept = new WeakMap<CaseBench, { readonly key: string; readonly totals: Totals }>();

/** What does not change with the window is counted once a search. */
async function totalsOf(bench: CaseBench, where: string): Promise<Totals> {
  const { store, caseKey } = bench;
  const key = JSON.stringify([where, bench.case.journal.entries, await stagesAreKnown(store, caseKey)]);
  const known = kept.get(bench);
  if (known?.key === key) return known.totals;
  const { matching, total } = await runsCount(store, caseKey, where);
  const unplaced = await unplacedRuns(store, caseKey, await timelineFilter(store, caseKey, where));
  const unplacedOfAll = where.trim() === '' ? unplaced : await unplacedRuns(store, caseKey, await timelineFilter(store, caseKey, ''));
  const sum = (counts: typeof unplaced): number => counts.reduce((all, { count }) => all + count, 0);
  const totals = { total: { matching, all: total }, unplaced, unplacedTotal: { matching: sum(unplaced), all: sum(unplacedOfAll) } };
  kept.set(bench, { key, totals });
  return totals;
}

async function lanesOf({ store, caseKey }: CaseBench, { where, by, window, unit, most, zone, lanes: mostLanes }: z.infer<(typeof requests)['timeline.lanes']>): Promise<TimelineLanes> {
  const edges = binEdges(window, unit ?? unitFor(window, most), knownZone(zone));
  if (edges.length < 2) return { by, edges, lanes: [], more: { lanes: 0, runs: 0 }, unfinished: null };
  const filter = await timelineFilter(store, caseKey, where);
  if (by !== 'stage') return { by, edges, ...(await timelineLanes(store, caseKey, filter, by, edges, mostLanes)), unfinished: null };
  if (!(await stagesAreKnown(store, caseKey))) return { by, edges, lanes: [], more: { lanes: 0, runs: 0 }, unfinished: 'The runs are still being read for the times of their stages.' };
  return { by, edges, lanes: await stageLanes(store, filter, edges), more: { lanes: 0, runs: 0 }, unfinished: null };
}

async function coverageOf({ store, caseKey }: CaseBench): Promise<TimelineCoverage> {
  const sources = await sourceHours(store, caseKey);
  const together = new Map<number, number>();
  const rhythms = sources.map(({ sourceKey, name, importedAt, hours, withoutTime }) => {
    const placed = placedHours(hours, importedAt);
    for (const [at, records] of placed.hours) together.set(at, (together.get(at) ?? 0) + records);
    return { sourceKey, name, hours: placed.hours, signs: rhythmSigns(placed.hours), unplaced: withoutTime + placed.unplaced };
  });
  const all = [...together].sort(([a], [b]) => a - b);
  return { sources: rhythms, together: rhythmSigns(all).filter(({ kind }) => kind === 'gap'), rule: rhythmRule };
}

function knownZone(zone: string): string {
  if (zone === 'utc' || isKnownZone(zone)) return zone;
  throw new ProblemError('unknown-zone', `${JSON.stringify(zone)} is no time zone known here.`, 'Use UTC, or a name such as Europe/Berlin.');
}
