import type { RawEvent } from '#shared/ipc/answers.ts';

/** What an event says of itself, from recorded values alone; null where nothing more is recorded. */
export function eventWords({ kind, actionType, amount, currency, subject, model, prompt, decidedBy, outcome }: RawEvent): { readonly what: string; readonly detail: string | null } {
  const action = actionType ?? 'action not recorded';
  const sum = amount === null ? null : `${amount} ${currency ?? '(currency not recorded)'}`;
  const join = (...parts: readonly (string | null)[]): string | null => {
    const said = parts.filter((part) => part !== null && part !== '');
    return said.length === 0 ? null : said.join(', ');
  };
  switch (kind) {
    case 'trigger':
      return { what: `Triggered: ${action}`, detail: subject };
    case 'output':
      return { what: `Proposes ${sum ?? action}`, detail: join(model, prompt) };
    case 'decision':
      return { what: 'Decision', detail: join(decidedBy, sum) };
    case 'execution':
      return { what: `Executes ${action}`, detail: join(sum, subject) };
    case 'outcome':
      return { what: `Outcome: ${outcome}`, detail: sum };
    case 'dispute':
      return { what: 'Dispute filed', detail: subject };
    case 'consent':
      return { what: 'Consent', detail: subject };
    default:
      return { what: kind, detail: subject };
  }
}
