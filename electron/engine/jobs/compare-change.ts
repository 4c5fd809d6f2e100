import { compareInstants, instantText } from '#shared/time.ts';
import { ProblemError } from '#shared/result.ts';
import type { ChangeRate, ChangeScope, ChangeSpread, SpreadSide, TimelineChange, VersionMark } from '#shared/model/timeline.ts';
import { counted } from '../completeness/windows.ts';
import { fewHits, fewRuns, mostShifted, wilson95 } from '../figures/wilson.ts';
import { changeCounts, changeMix, changeScopes, changeSpread, changeWindow, type ChangeWindow, type SideCounts, type Spread } from '../store/queries/timeline-change.ts';
import { stagesAreKnown } from '../store/queries/stage-lanes.ts';
import { timelineAxis } from '../store/queries/timeline-axis.ts';
import type { CaseBench } from './case-bench.ts';
import { recallMarks } from './timeline-marks.ts';

export interface ChangeAsked {
  readonly where: string;
  readonly mark: string;
  readonly days: number;
  readonly scope?: Pick<ChangeScope, 'action' | 'environment'> | undefined;
}

/** Runs of one action type and environment before and after a version begins. What coincides is shown beside each other; nothing here says why. */
export async function compareChange(bench: CaseBench, { where, mark: id, days, scope: asked }: ChangeAsked): Promise<TimelineChange> {
  const { store, caseKey } = bench;
  const { versions } = await recallMarks(bench);
  const mark = versions.find((one) => one.id === id);
  if (mark === undefined) throw new ProblemError('no-such-mark', 'This version does not begin then by what the case knows now.', 'Choose its flag on the timeline again.');
  const window = changeWindow(caseKey, where, mark.at, days);
  const scopes = await changeScopes(store, window, mark);
  const scope = asked === undefined ? scopes[0] : (scopes.find(({ action, environment }) => action === asked.action && environment === asked.environment) ?? { ...asked, before: 0, after: 0 });
  const others = versions.filter((other) => other.id !== id && compareInstants(other.at, window.from) >= 0 && compareInstants(other.at, window.until) < 0);
  const surveyed = await stagesAreKnown(store, caseKey);
  const unfinished = surveyed ? null : 'Overrides, verdicts, scores and latencies are still being read from the runs; what depends on them is missing here.';
  if (scope === undefined) return { at: mark.at, days, scope: null, scopes, rates: [], spreads: [], notes: [`No matching run began within ${daysText(days)} of this change on either side.`], others, unfinished };
  const [before, after] = await changeCounts(store, window, scope);
  const rates = ratesOf(before, after, surveyed);
  return {
    at: mark.at, days, scope: { ...scope, before: before.n, after: after.n }, scopes, rates, spreads: await spreadsOf(bench, window, scope, surveyed), others, unfinished,
    notes: [...smallNumbers(before, after, rates), ...(await coverageNotes(bench, window, days)), ...(await mixNotes(bench, window, scope)), ...otherChanges(others, days)],
  };
}

function ratesOf(before: SideCounts, after: SideCounts, surveyed: boolean): readonly ChangeRate[] {
  const rate = (id: ChangeRate['id'], title: string, of: keyof SideCounts): ChangeRate => ({ id, title, before: sideOf(before[of], before.n), after: sideOf(after[of], after.n) });
  return [
    ...(surveyed ? [rate('override', 'Override recorded', 'override')] : []),
    rate('failed', 'Outcome failed', 'failed'),
    rate('rejected', surveyed ? 'Rejected or escalated' : 'Outcome rejected', 'rejected'),
    rate('automatic', 'Approved by a named rule', 'automatic'),
    rate('no-approval', 'No approval recorded', 'noApproval'),
  ];
}

function sideOf(k: number, n: number): ChangeRate['before'] {
  return { k, n, interval: wilson95(k, n) };
}

async function spreadsOf({ store }: CaseBench, window: ChangeWindow, scope: Pick<ChangeScope, 'action' | 'environment'>, surveyed: boolean): Promise<readonly ChangeSpread[]> {
  const spreads = [spreadOf('amount', 'Amount', await changeSpread(store, window, scope, 'amount'))];
  if (surveyed) {
    spreads.push(spreadOf('score', 'Score', await changeSpread(store, window, scope, 'score')));
    spreads.push(spreadOf('latency', 'Decision to execution', await changeSpread(store, window, scope, 'latency')));
  }
  return spreads;
}

/** In the unit that most runs have; what is recorded in others is named, never put together with it. */
function spreadOf(id: ChangeSpread['id'], title: string, found: readonly Spread[]): ChangeSpread {
  const runs = new Map<string | null, number>();
  for (const { unit, n } of found) runs.set(unit, (runs.get(unit) ?? 0) + n);
  const [most, ...others] = [...runs].sort(([, a], [, b]) => b - a);
  const unit = most === undefined ? '' : (most[0] ?? 'no unit recorded');
  const beside = others.reduce((sum, [, n]) => sum + n, 0);
  const side = (after: boolean): SpreadSide => {
    const own = found.find((spread) => spread.after === after && spread.unit === (most?.[0] ?? null));
    return own === undefined ? { n: 0, quartiles: null } : { n: own.n, quartiles: own.quartiles };
  };
  return { id, title: beside === 0 ? title : `${title} (${counted(beside)} in other units left out)`, unit, before: side(false), after: side(true) };
}

function smallNumbers(before: SideCounts, after: SideCounts, rates: readonly ChangeRate[]): readonly string[] {
  if (before.n === 0 || after.n === 0) return [`There is no run ${before.n === 0 ? 'before' : 'after'} the change in this window: nothing can be compared, and no rate is shown for that side.`];
  const few = before.n < fewRuns || after.n < fewRuns;
  const rare = rates.filter((rate) => rate.before.k < fewHits || rate.after.k < fewHits);
  if (few) return [`Small numbers: ${counted(before.n)} runs before and ${counted(after.n)} after (fewer than ${fewRuns} on a side). A difference may well be chance.`];
  return rare.length === 0 ? [] : [`Fewer than ${fewHits} on a side: ${rare.map(({ title }) => title.toLowerCase()).join(', ')}. A difference there may well be chance.`];
}

async function coverageNotes({ store, caseKey }: CaseBench, { from, at, until }: ChangeWindow, days: number): Promise<readonly string[]> {
  const axis = await timelineAxis(store, caseKey);
  if (axis === null) return [];
  return [
    ...(compareInstants(axis.from, from) > 0 && compareInstants(axis.from, at) < 0 ? [`The evidence begins ${instantText(axis.from)}: it does not cover the whole ${daysText(days)} before.`] : []),
    ...(compareInstants(axis.until, until) < 0 && compareInstants(axis.until, at) > 0 ? [`The evidence ends ${instantText(axis.until)}: it does not cover the whole ${daysText(days)} after.`] : []),
  ];
}

const weekdays = ['', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'] as const;
/** A share that differs by more makes two sides hard to compare. */
const noteworthyShift = 0.1;

async function mixNotes({ store, caseKey }: CaseBench, window: ChangeWindow, scope: ChangeScope): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const column of ['weekday', 'agent', 'source'] as const) {
    const shifted = mostShifted(...(await changeMix(store, window, scope, column)), noteworthyShift);
    if (shifted === null) continue;
    const what = column === 'weekday' ? `${weekdays[Number(shifted.name)] ?? ''} (UTC)` : column === 'agent' ? `agent ${shifted.name}` : `source ${await sourceName(store, caseKey, shifted.name)}`;
    notes.push(`Another mix of ${column}s: ${what} make up ${percent(shifted.before)} of the runs before and ${percent(shifted.after)} after.`);
  }
  return notes;
}

async function sourceName(store: CaseBench['store'], caseKey: number, key: string): Promise<string> {
  const [row] = await store.query('SELECT name FROM source WHERE case_key = $1 AND source_key = $2::integer', [caseKey, key]);
  return String(row?.[0] ?? key);
}

function otherChanges(others: readonly VersionMark[], days: number): readonly string[] {
  return others.length === 0 ? [] : [`${counted(others.length)} other ${others.length === 1 ? 'change' : 'changes'} within ${daysText(days)} on either side: what is seen here coincides with ${others.length === 1 ? 'it' : 'them'} as well.`];
}

function daysText(days: number): string {
  return days === 1 ? 'day' : `${days} days`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
