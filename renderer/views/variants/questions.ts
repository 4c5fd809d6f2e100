import { termsOf } from '../../parts/search-terms.ts';

export interface ReadyQuestion {
  readonly title: string;
  /** Terms it adds to the search. */
  readonly terms: readonly string[];
}

/** Questions people ask of processes, as searches anybody can read and change. Letters: shared/model/run-facts.ts. */
export const readyQuestions: readonly ReadyQuestion[] = [
  { title: 'Refunds that skipped approval', terms: ['action:*refund*', 'variant:*x*', 'approval:not-recorded'] },
  { title: 'Executed before approved', terms: ['finding:approved-after-execution'] },
  { title: 'Executed, outcome not recorded', terms: ['variant:*x*', 'outcome:not-recorded'] },
  { title: 'Executed after a rejection', terms: ['finding:rejected-but-executed'] },
  { title: 'Executed more than once', terms: ['finding:executed-more-than-once'] },
  { title: 'Disputed', terms: ['variant:*i*'] },
];

export function isAsked(where: string, { terms }: ReadyQuestion): boolean {
  const asked = termsOf(where);
  return terms.every((term) => asked.includes(term));
}

/** Adds the question to the search, or takes exactly its terms out again. */
export function toggleQuestion(where: string, question: ReadyQuestion): string {
  const asked = termsOf(where);
  const others = asked.filter((term) => !question.terms.includes(term));
  if (isAsked(where, question)) return others.join(' ');
  // Alternatives asked side by side bind weaker than what is added to them.
  const before = others.includes('OR') ? [`(${others.join(' ')})`] : others;
  return [...before, ...question.terms].join(' ');
}
