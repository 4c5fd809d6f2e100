import { compareInstants } from '#shared/time.ts';
import type { Authority, RuleContext } from './finding-rule.ts';

/** Entries of the authority list by principal. */
export function authoritiesOf({ authorities }: RuleContext): (principal: string) => readonly Authority[] {
  const byPrincipal = new Map<string, Authority[]>();
  for (const authority of authorities ?? []) {
    const known = byPrincipal.get(authority.principal);
    if (known === undefined) byPrincipal.set(authority.principal, [authority]);
    else known.push(authority);
  }
  return (principal) => byPrincipal.get(principal) ?? [];
}

/** [from, until); a bound that is null is none. */
export function coversInstant({ from, until }: Pick<Authority, 'from' | 'until'>, instant: string): boolean {
  return (from === null || compareInstants(from, instant) <= 0) && (until === null || compareInstants(instant, until) < 0);
}

export function withoutAuthorityList(context: RuleContext): string | null {
  return context.authorities === null ? 'no list of who may approve what was supplied' : null;
}
