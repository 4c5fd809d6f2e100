import { ProblemError } from '#shared/result.ts';

/**
 * Questions that replace one another: of those that wait only the newest is answered, and one under way is told between its
 * statements that nobody waits for it any more. The database cannot be interrupted inside a statement.
 */
export class NewestOnly {
  #newest = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /** `goOn` throws once a newer question has come. */
  ask<T>(answer: (goOn: () => void) => Promise<T>): Promise<T> {
    this.#newest += 1;
    const own = this.#newest;
    const goOn = (): void => {
      if (own !== this.#newest) throw new ProblemError('superseded', 'A newer question took the place of this one.');
    };
    const turn = this.#turn.then(() => {
      goOn();
      return answer(goOn);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
