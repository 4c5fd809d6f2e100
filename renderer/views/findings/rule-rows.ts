import { findingFamilies, findingSeverities } from '#shared/model/finding.ts';
import type { CountedRule } from '#shared/ipc/answers.ts';

/** Rules as the list shows them: family by family, in each the most urgent with something open first, those not checked last. */
export function ruleRows(rules: readonly CountedRule[]): readonly CountedRule[] {
  return rules
    .map((rule, place) => ({ rule, place }))
    .toSorted((a, b) => findingFamilies.indexOf(a.rule.family) - findingFamilies.indexOf(b.rule.family) || standing(a.rule) - standing(b.rule) || findingSeverities.indexOf(a.rule.severity) - findingSeverities.indexOf(b.rule.severity) || a.place - b.place)
    .map(({ rule }) => rule);
}

function standing({ counts, notChecked }: CountedRule): number {
  if (notChecked !== null) return 2;
  return counts === null || counts.open + counts.accepted + counts.dismissed > 0 ? 0 : 1;
}

export function allOf({ counts }: CountedRule): number | null {
  return counts === null ? null : counts.open + counts.accepted + counts.dismissed;
}

/** The rule shown: the one asked for, else the most urgent with something open, else the first. */
export function ruleShown(rows: readonly CountedRule[], asked: string | null): CountedRule | null {
  const named = rows.find(({ id }) => id === asked);
  if (named !== undefined) return named;
  const open = rows.filter(({ counts }) => counts !== null && counts.open > 0);
  return open.toSorted((a, b) => findingSeverities.indexOf(a.severity) - findingSeverities.indexOf(b.severity))[0] ?? rows[0] ?? null;
}
