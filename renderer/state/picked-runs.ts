import { create } from 'zustand';
import type { Request } from '#shared/ipc/contract.ts';
import { call } from '../bridge.ts';
import { countedText } from '../parts/count-text.ts';
import { reportProblem } from './app-state.ts';
import { useRunsTable } from './runs-table-state.ts';
import { useView } from './view-state.ts';

interface PickedRuns {
  readonly runs: ReadonlySet<string>;
  /** All that the search finds, counted when they were picked. */
  readonly all: { readonly where: string; readonly count: number } | null;
}

/** Rows a person picked to do one thing to all of them. */
export const usePicked = create<PickedRuns>(() => ({ runs: new Set(), all: null }));

export interface Target {
  readonly on: Request<'annotations.star'>['on'];
  readonly count: number;
  readonly words: string;
  /** Of one run; null where there are several. */
  readonly single: string | null;
}

/** What an act is about now: the picked runs, else the open one, else the one the keyboard stands on in the list; null: nothing. */
export function targetNow(): Target | null {
  const { runs, all } = usePicked.getState();
  const { view, run, where } = useView.getState().place;
  if (all !== null && all.where === where && view === 'runs') return { on: { where }, count: all.count, words: `all ${countedText(all.count, 'run')} of the search`, single: null };
  if (runs.size > 0 && view === 'runs') return { on: { runs: [...runs] }, count: runs.size, words: runs.size === 1 ? 'the picked run' : `the ${countedText(runs.size, 'run')} picked`, single: runs.size === 1 ? ([...runs][0] ?? null) : null };
  const one = view === 'runs' ? (run ?? useRunsTable.getState().selected) : null;
  return one === null ? null : { on: { runs: [one] }, count: 1, words: 'this run', single: one };
}

export function togglePick(run: string): void {
  usePicked.setState(({ runs }) => {
    const next = new Set(runs);
    if (!next.delete(run)) next.add(run);
    return { runs: next, all: null };
  });
}

export function pickRuns(added: readonly string[]): void {
  usePicked.setState(({ runs }) => ({ runs: new Set([...runs, ...added]), all: null }));
}

/** Every run the search finds, loaded or not: so the engine counts them. */
export async function pickAll(): Promise<void> {
  const { where } = useView.getState().place;
  const answer = await call('runs.count', { where });
  if (!answer.ok) reportProblem(answer.problem);
  else if (useView.getState().place.where === where) usePicked.setState({ runs: new Set(), all: answer.value.matching === 0 ? null : { where, count: answer.value.matching } });
}

export function clearPicks(): void {
  usePicked.setState({ runs: new Set(), all: null });
}

export function isAnyPicked(): boolean {
  const { runs, all } = usePicked.getState();
  return runs.size > 0 || all !== null;
}
