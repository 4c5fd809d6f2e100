import { create } from 'zustand';
import type { ChosenPath } from '#shared/ipc/answers.ts';
import { call, dropped } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { createCase, useCase } from './case-state.ts';
import { markSeen } from './jobs-state.ts';

interface ImportState {
  /** What the person chose to import; null: the sheet is closed. */
  readonly chosen: readonly ChosenPath[] | null;
  /** The job the sheet follows, once started. */
  readonly jobId: string | null;
}

export const useImport = create<ImportState>(() => ({ chosen: null, jobId: null }));

export async function chooseFilesToImport(): Promise<void> {
  const answer = await call('app.chooseFiles', {});
  if (answer.ok) await beginImport(answer.value);
  else reportProblem(answer.problem);
}

export async function chooseFolderToImport(): Promise<void> {
  const answer = await call('app.chooseFolder', {});
  if (answer.ok) await beginImport(answer.value);
  else reportProblem(answer.problem);
}

export async function importDropped(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const answer = await dropped(files);
  if (answer.ok) await beginImport(answer.value);
  else reportProblem(answer.problem);
}

/** Opens the sheet. Evidence needs a case to live in, so without one the person first says where it goes. */
async function beginImport(chosen: readonly ChosenPath[]): Promise<void> {
  if (chosen.length === 0) return;
  if (useCase.getState().current === null && !(await createCase())) return;
  useImport.setState({ chosen, jobId: null });
}

export function followJob(jobId: string): void {
  markSeen(jobId);
  useImport.setState({ jobId });
}

export function showJob(jobId: string): void {
  markSeen(jobId);
  useImport.setState({ chosen: [], jobId });
}

export function closeImport(): void {
  useImport.setState({ chosen: null, jobId: null });
}
