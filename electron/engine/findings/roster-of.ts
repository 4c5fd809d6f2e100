import type { RosterEntry, RuleContext } from './finding-rule.ts';
import { coversInstant } from './authorities-of.ts';

export function withoutRoster(context: RuleContext): string | null {
  return context.roster === null ? 'no roster of people, teams and agents was supplied' : null;
}

/** What the roster says of a principal at an instant; null: it does not name the principal, which says nothing. */
export function rosterOf({ roster }: RuleContext): (principal: string, instant: string) => 'active' | 'inactive' | null {
  const entries = new Map<string, RosterEntry[]>();
  for (const entry of roster ?? []) {
    const known = entries.get(entry.principal);
    if (known === undefined) entries.set(entry.principal, [entry]);
    else known.push(entry);
  }
  return (principal, instant) => {
    const own = entries.get(principal);
    return own === undefined ? null : own.some((entry) => coversInstant(entry, instant)) ? 'active' : 'inactive';
  };
}
