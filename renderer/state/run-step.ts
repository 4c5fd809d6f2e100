import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { adjustPlace, useView } from './view-state.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

/** To the run before or after the open one, in the list's order and within its filter. At the end it stays. */
export async function stepRun(direction: 'previous' | 'next'): Promise<void> {
  const { where, sort, run } = useView.getState().place;
  if (run === null) return;
  const answer = await call('runs.neighbours', { where, sort, id: run });
  if (!answer.ok) {
    if (isWithheld(answer.problem)) noteWithheld();
    else reportProblem(answer.problem);
    return;
  }
  const target = answer.value[direction];
  // The person may have moved on while the engine looked.
  if (target !== null && useView.getState().place.run === run) adjustPlace({ run: target });
}
