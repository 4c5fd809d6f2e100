import type { ClockTrigger, Limit, Term } from './regime-pack.ts';

/** `72 hours`, `1 month`, `the earlier of 4 hours from "classified major" and 24 hours from "reasonable certainty"`. */
export function limitWords(limit: Limit | null): string {
  if (limit === null) return 'no number in the law: without undue delay';
  if ('least' in limit) return `the earlier of ${limit.least.map(fromWords).join(' and ')}`;
  if ('greatest' in limit) return `the later of ${limit.greatest.map(fromWords).join(' and ')}`;
  return termWords(limit);
}

export function termWords({ amount, unit }: Term): string {
  const noun = { 'elapsed-hours': 'hour', 'calendar-days': 'day', 'business-days': 'business day', 'calendar-months': 'month' }[unit];
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** What a clock waits for, for the sentence "starts with …". */
export function triggerWords(trigger: ClockTrigger, titleOf: (row: string) => string): string {
  if (trigger.kind === 'submission') return `the submission of “${titleOf(trigger.of)}”`;
  const kinds = trigger.of.map((kind) => `“${kind}”`).join(' or ');
  return trigger.kind === 'year-end' ? `the end of the year of ${kinds} in the awareness log` : `${kinds} in the awareness log`;
}

function fromWords(term: Term): string {
  return term.from === undefined ? termWords(term) : `${termWords(term)} from ${triggerWords(term.from, (row) => row).replace(' in the awareness log', '')}`;
}
