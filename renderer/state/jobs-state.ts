import { create } from 'zustand';
import type { JobFinished, JobProgress } from '#shared/ipc/answers.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';

interface JobsState {
  readonly running: readonly JobProgress[];
  readonly finished: readonly JobFinished[];
  /** Ended while nobody was looking at them. */
  readonly unseen: readonly JobFinished[];
}

export const useJobs = create<JobsState>(() => ({ running: [], finished: [], unseen: [] }));

export async function loadJobs(): Promise<void> {
  const answer = await call('jobs.list', {});
  if (answer.ok) answer.value.forEach(noteProgress);
  else reportProblem(answer.problem);
}

export function noteProgress(progress: JobProgress): void {
  useJobs.setState(({ running, finished }) => {
    if (finished.some((job) => job.jobId === progress.jobId)) return {};
    const known = running.some((job) => job.jobId === progress.jobId);
    return { running: known ? running.map((job) => (job.jobId === progress.jobId ? progress : job)) : [...running, progress] };
  });
}

export function noteFinished(job: JobFinished): void {
  useJobs.setState(({ running, finished }) => ({
    running: running.filter((other) => other.jobId !== job.jobId),
    finished: [...finished.filter((other) => other.jobId !== job.jobId), job],
  }));
}

export function announceJob(job: JobFinished): void {
  useJobs.setState(({ unseen }) => ({ unseen: [...unseen.filter(({ jobId }) => jobId !== job.jobId), job] }));
}

export function markSeen(jobId: string): void {
  useJobs.setState(({ unseen }) => ({ unseen: unseen.filter((job) => job.jobId !== jobId) }));
}

export async function cancelJob(jobId: string): Promise<void> {
  const answer = await call('jobs.cancel', { jobId });
  if (!answer.ok) reportProblem(answer.problem);
}
