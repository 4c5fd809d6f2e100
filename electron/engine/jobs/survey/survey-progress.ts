import type { Problem } from '#shared/result.ts';

/** What the survey of an open case is doing. Held beside the bench, since only the running job knows. */
export interface SurveyProgress {
  underWay: { readonly jobId: string; runs: number; total: number } | null;
  /** Why the last one did not end; null: it did, or none was begun. */
  stopped: string | null;
}

export function createSurveyProgress(): SurveyProgress {
  return { underWay: null, stopped: null };
}

export function stoppedBecause(outcome: 'done' | 'cancelled' | 'failed', problem: Problem | null): string | null {
  return outcome === 'done' ? null : outcome === 'cancelled' ? 'it was cancelled' : (problem?.message ?? 'it failed');
}
