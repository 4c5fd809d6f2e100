import type { SurveyState } from '#shared/model/survey.ts';
import type { CaseBench } from './case-bench.ts';

const most = 50;

/** Answers that cost a pass over all runs, kept until anything is written to the case. What a survey that is not whole answers is not kept. */
export class KeptAnswers<T extends { readonly survey: SurveyState }> {
  readonly #kept = new WeakMap<CaseBench, { readonly asOf: number; readonly answers: Map<string, Promise<T>> }>();

  get(bench: CaseBench, question: string, compute: () => Promise<T>): Promise<T> {
    const answers = this.#answersOf(bench);
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = compute();
    if (answers.size >= most) answers.clear();
    answers.set(question, answer);
    const forget = (): void => {
      if (answers.get(question) === answer) answers.delete(question);
    };
    answer.then(({ survey }) => (survey.kind === 'whole' ? undefined : forget()), forget);
    return answer;
  }

  /** Every act, import and check is an entry of the journal. */
  #answersOf(bench: CaseBench): Map<string, Promise<T>> {
    const asOf = bench.case.journal.entries;
    const kept = this.#kept.get(bench);
    if (kept?.asOf === asOf) return kept.answers;
    const answers = new Map<string, Promise<T>>();
    this.#kept.set(bench, { asOf, answers });
    return answers;
  }
}
