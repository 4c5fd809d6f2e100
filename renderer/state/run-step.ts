import type { AnswerOf } from '#shared/ipc/answers.ts';
import type { Result } from '#shared/result.ts';
import { call } from '../bridge.ts';
import { reportProblem } from './app-state.ts';
import { useCase } from './case-state.ts';
import { adjustPlace, useView } from './view-state.ts';
import { isWithheld, noteWithheld } from './withheld.ts';

type Neighbours = AnswerOf<'runs.neighbours'>;

/** What the header of the open run was last told, so that a step needs no second look at a million runs. */
let told: { readonly question: string; readonly neighbours: Neighbours } | null = null;

export function noteNeighbours(run: string, neighbours: Neighbours): void {
  told = { question: questionOf(run), neighbours };
}

/** To the run before or after the open one, in the list's order and within its filter. At the end it stays. */
export async function stepRun(direction: 'previous' | 'next'): Promise<void> {
  const { run } = useView.getState().place;
  if (run === null) return;
  const answer = await neighboursOf(run);
  if (!answer.ok) {
    if (isWithheld(answer.problem)) noteWithheld();
    else reportProblem(answer.problem);
    return;
  }
  const target = answer.value[direction];
  // The person may have moved on while the engine looked.
  if (target !== null && useView.getState().place.run === run) adjustPlace({ run: target });
}

async function neighboursOf(run: string): Promise<Result<Neighbours>> {
  if (told?.question === questionOf(run)) return { ok: true, value: told.neighbours };
  const { where, sort } = useView.getState().place;
  return call('runs.neighbours', { where, sort, id: run });
}

function questionOf(run: string): string {
  const { where, sort } = useView.getState().place;
  return JSON.stringify([run, where, sort, useCase.getState().revision]);
}
