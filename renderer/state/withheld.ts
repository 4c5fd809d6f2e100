import { create } from 'zustand';
import type { Problem } from '#shared/result.ts';

/**
 * While a job fills the index the engine answers no list, because it would be neither before nor after. That is no failure:
 * what is on screen stays, and everything is asked again when the job has ended (`case.changed`).
 */
export const useWithheld = create<{ readonly withheld: boolean }>(() => ({ withheld: false }));

export function isWithheld(problem: Problem): boolean {
  return problem.code === 'index-changing';
}

export function noteWithheld(): void {
  useWithheld.setState({ withheld: true });
}

export function noLongerWithheld(): void {
  useWithheld.setState({ withheld: false });
}
