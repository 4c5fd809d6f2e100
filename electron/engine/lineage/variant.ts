import type { VariantLetter } from '#shared/model/run-facts.ts';
import { compareInstants } from '#shared/time.ts';
import { statedClass } from './approval.ts';
import type { AssembledRun, AssembledStage } from './assembled-run.ts';
import { outcomeStatusOf, verdictOf } from './outcome.ts';

/** Longer than any process a person would compare: a session of an agent tells thousands of stages. */
const longest = 200;

/** What the records tell happened, in order, one letter a stage: see `variantLetters`. A stage without a time stays behind all that come before it in the standard's order. */
export function variantOf(run: AssembledRun): string {
  const timed: { readonly letter: VariantLetter; readonly at: string | null }[] = [];
  let before: string | null = null;
  for (const stage of run.stages) {
    if (!stage.present) continue;
    const letter = letterOf(stage, run);
    if (letter === null) continue;
    timed.push({ letter, at: stage.at ?? before });
    if (stage.at !== null && (before === null || compareInstants(stage.at, before) > 0)) before = stage.at;
  }
  const ordered = timed.toSorted((a, b) => (a.at === null || b.at === null ? Number(b.at === null) - Number(a.at === null) : compareInstants(a.at, b.at)));
  const letters = ordered.slice(0, longest).map(({ letter }) => letter).join('');
  return ordered.length > longest ? `${letters}+` : letters;
}

function letterOf(stage: AssembledStage, run: AssembledRun): VariantLetter | null {
  switch (stage.kind) {
    case 'trigger':
      return 't';
    case 'model':
      return 'm';
    case 'output':
      return 'o';
    case 'decision':
      return decisionLetter(stage, run);
    case 'execution':
      return 'x';
    case 'outcome':
      return outcomeLetter(stage, run);
    case 'recovery':
      return 'c';
    case 'dispute':
      return 'i';
    case 'consent':
      return 'a';
    case 'source-data':
    case 'access':
      return null;
  }
}

/** One decision has the class of the run; of several each has its own, where it states one. */
function decisionLetter({ values }: AssembledStage, { run, stages }: AssembledRun): VariantLetter {
  if (verdictOf(values['verdict']?.value) === 'rejected') return 'j';
  const alone = stages.filter(({ kind, present }) => kind === 'decision' && present).length === 1;
  const stated = values['class']?.value;
  const approvalClass = alone ? run.approvalClass : typeof stated === 'string' ? statedClass(stated) : values['ruleId'] !== undefined ? 'named rule' : values['approver']?.value === run.approver && run.approver !== null ? 'human' : null;
  return approvalClass === 'human' ? 'h' : approvalClass === 'named rule' ? 'r' : approvalClass === 'explicitly none' ? 'n' : 'd';
}

function outcomeLetter({ values }: AssembledStage, { run }: AssembledRun): VariantLetter {
  switch (outcomeStatusOf(values['status']?.value, run.actionType)) {
    case 'succeeded':
      return 's';
    case 'failed':
      return 'f';
    case 'pending':
      return 'p';
    case 'rejected':
    case 'not executed':
    case 'not recorded':
      return 'u';
  }
}
