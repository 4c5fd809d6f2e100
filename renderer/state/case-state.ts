import { create } from 'zustand';
import type { CheckedSourceVerdicts } from '#shared/ipc/answers.ts';
import type { Request } from '#shared/ipc/contract.ts';
import type { RecentCase, CaseInfo } from '#shared/model/case.ts';
import type { SourceRow } from '#shared/model/source.ts';
import type { Result } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { forgetInputs } from './integrity-state.ts';
import { forgetSql } from './sql-state.ts';
import { resetPlace } from './view-state.ts';
import { isWithheld, noLongerWithheld, noteWithheld } from './withheld.ts';

interface CaseState {
  /** False until the engine has said whether a case is open. */
  readonly known: boolean;
  readonly current: CaseInfo | null;
  readonly sources: readonly SourceRow[];
  /** The latest check of each source that was ever checked. */
  readonly checked: readonly CheckedSourceVerdicts[];
  readonly recent: readonly RecentCase[];
  /** Grows whenever the case's contents may have changed: make it part of the key of whatever you load. */
  readonly revision: number;
  readonly opening: string | null;
  readonly dismissedNotices: readonly string[];
}

export const useCase = create<CaseState>(() => ({
  known: false,
  current: null,
  sources: [],
  checked: [],
  recent: [],
  revision: 0,
  opening: null,
  dismissedNotices: [],
}));

export async function loadCase(): Promise<void> {
  const answer = await call('case.current', {});
  if (answer.ok) showCase(answer.value);
  else {
    useCase.setState({ known: true });
    reportProblem(answer.problem);
  }
}

/** The engine's word on which case is open and what is in it. */
export function showCase(current: CaseInfo | null): void {
  const before = useCase.getState().current;
  if (before?.id !== current?.id || before?.path !== current?.path) {
    resetPlace();
    forgetInputs();
    forgetSql();
    useCase.setState({ sources: [], checked: [], dismissedNotices: [] });
  }
  noLongerWithheld();
  useCase.setState(({ revision }) => ({ known: true, current, revision: revision + 1 }));
  if (current === null) void loadRecent();
  else {
    void loadSources();
    void loadChecked();
  }
}

/** The journal has grown; nothing that lists or counts runs has changed. */
export async function refreshCaseInfo(): Promise<void> {
  const answer = await call('case.current', {});
  if (answer.ok && answer.value?.id === useCase.getState().current?.id) useCase.setState({ current: answer.value });
}

export async function loadRecent(): Promise<void> {
  const answer = await call('case.recent', {});
  if (answer.ok) useCase.setState({ recent: answer.value });
  else reportProblem(answer.problem);
}

export async function loadSources(): Promise<void> {
  const answer = await call('sources.list', {});
  if (answer.ok) useCase.setState({ sources: answer.value });
  else if (isWithheld(answer.problem)) noteWithheld();
  else reportProblem(answer.problem);
}

async function loadChecked(): Promise<void> {
  const asked = useCase.getState().current?.id;
  const answer = await call('integrity.verdicts', {});
  if (useCase.getState().current?.id !== asked) return;
  if (answer.ok) useCase.setState({ checked: answer.value });
  else if (isWithheld(answer.problem)) noteWithheld();
  else reportProblem(answer.problem);
}

export function openCase(recent: RecentCase): Promise<boolean> {
  return opening(recent.name, () => call('case.open', { pathId: recent.pathId }));
}

export function chooseCase(): Promise<boolean> {
  return opening('', () => call('case.openDialog', {}));
}

export function createCase(): Promise<boolean> {
  return opening('', () => call('case.createDialog', {}));
}

export function openSample(): Promise<boolean> {
  return opening('The sample case', async () => {
    const answer = await call('case.openSample', {});
    return answer.ok ? { ok: true, value: answer.value.case } : answer;
  });
}

/** For a recent case that moved: choose it anew, then drop the stale entry. */
export async function locateCase(missing: RecentCase): Promise<void> {
  if (await chooseCase()) await forgetRecent(missing);
}

export async function closeCase(): Promise<void> {
  const answer = await call('case.close', {});
  if (answer.ok) showCase(null);
  else reportProblem(answer.problem);
}

export async function forgetRecent(recent: RecentCase): Promise<void> {
  const answer = await call('case.forgetRecent', { path: recent.path });
  if (!answer.ok) reportProblem(answer.problem);
  await loadRecent();
}

export function dismissNotice(notice: string): void {
  useCase.setState(({ dismissedNotices }) => ({ dismissedNotices: [...dismissedNotices, notice] }));
}

/** True when a case is open afterwards because of it; false when it failed or the person thought better of it. */
async function opening(name: string, open: () => Promise<Result<CaseInfo | null>>): Promise<boolean> {
  useCase.setState({ opening: name });
  const answer = await open();
  useCase.setState({ opening: null });
  if (!answer.ok) {
    reportProblem(answer.problem);
    void loadRecent();
    return false;
  }
  if (answer.value !== null) showCase(answer.value);
  return answer.value !== null;
}

/** What a person states of a source's clock. True once it is in the journal. */
export async function stateClock(request: Request<'sources.stateClock'>): Promise<boolean> {
  const answer = await call('sources.stateClock', request);
  if (!answer.ok) reportProblem(answer.problem);
  return answer.ok;
}
