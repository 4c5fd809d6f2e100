import { create } from 'zustand';
import type { RunSort } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

export interface RunsQuestion {
  readonly where: string;
  readonly sort: RunSort;
  /** The case's revision: the same question may have a new answer. */
  readonly revision: number;
}

interface RunsList {
  /** What `rows` answer; differs from `asked` while the first page of a new question is on its way. */
  readonly answered: string | null;
  readonly asked: string | null;
  readonly rows: readonly RunRow[];
  readonly next: string | null;
  readonly loadingMore: boolean;
  readonly problem: Problem | null;
}

const pageLength = 200;
const nothingAsked: RunsList = { answered: null, asked: null, rows: [], next: null, loadingMore: false, problem: null };

/** The loaded run rows outlive the view, so that opening a run beside the list leaves the list where it was. */
export const useRunsList = create<RunsList>(() => nothingAsked);

export async function askRuns(question: RunsQuestion): Promise<void> {
  const key = JSON.stringify(question);
  if (useRunsList.getState().asked === key) return;
  useRunsList.setState({ asked: key, loadingMore: false });
  const { where, sort } = question;
  const answer = await call('runs.page', { where, sort, after: null, limit: pageLength });
  if (useRunsList.getState().asked !== key) return;
  if (answer.ok) useRunsList.setState({ answered: key, rows: answer.value.rows, next: answer.value.next, problem: null });
  else if (isWithheld(answer.problem)) withhold(answer.problem);
  else useRunsList.setState({ answered: key, rows: [], next: null, problem: answer.problem });
}

export async function askMoreRuns(question: RunsQuestion): Promise<void> {
  const key = JSON.stringify(question);
  const { answered, asked, next, loadingMore } = useRunsList.getState();
  if (asked !== key || answered !== key || next === null || loadingMore) return;
  useRunsList.setState({ loadingMore: true });
  const { where, sort } = question;
  const answer = await call('runs.page', { where, sort, after: next, limit: pageLength });
  const now = useRunsList.getState();
  if (now.asked !== key || now.next !== next) return;
  if (answer.ok) useRunsList.setState({ rows: [...now.rows, ...answer.value.rows], next: answer.value.next, loadingMore: false });
  else if (isWithheld(answer.problem)) withhold(answer.problem);
  else useRunsList.setState({ loadingMore: false, problem: answer.problem });
}

/** The rows stay as they are; the end of the job asks anew. */
function withhold(problem: Problem): void {
  noteWithheld();
  useRunsList.setState({ loadingMore: false, problem });
}

/** After a failure: ask the same question again. */
export function forgetRuns(): void {
  useRunsList.setState(nothingAsked);
}
