import { z } from 'zod';
import { candidateStatus } from '#shared/model/clock.ts';
import type { KeepUntil } from '#shared/model/incident.ts';
import { addMonths, dayText, localTime } from '../clocks/civil-day.ts';

/** How long something should be kept, as data. A hint: nothing is ever deleted by this program, and a legal hold overrides every hint. */
export const retentionRuleSchema = z.strictObject({
  rule: z.string().max(60).regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d{4}\.\d{2}\.\d+$/),
  status: z.literal(candidateStatus),
  title: z.string().min(1).max(200),
  binds: z.string().min(1).max(300),
  period: z.strictObject({ months: z.number().int().min(1).max(1200) }).nullable().describe('null: the rule names none'),
  startsWith: z.enum(['last execution', 'incident closed', 'latest submission', 'none']),
  regimes: z.array(z.string().max(60)).min(1).max(20).describe('packs with which it is shown'),
  note: z.string().max(1000),
  source: z.string().min(1).max(300),
  readOn: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  mark: z.enum(['T', 'S', 'M', 'C']),
});
export type RetentionRule = z.infer<typeof retentionRuleSchema>;

/** What periods may count from, in nanoseconds; null: not told by the case. */
export interface RetentionStarts {
  readonly 'last execution': string | null;
  readonly 'incident closed': string | null;
  readonly 'latest submission': string | null;
}

/** The hints of the regimes chosen, in the order of the rules. */
export function keepUntil(rules: readonly RetentionRule[], regimes: readonly string[], starts: RetentionStarts, zone: string): readonly KeepUntil[] {
  return rules.filter((rule) => rule.regimes.some((pack) => regimes.includes(pack))).map((rule) => {
    const startsAt = rule.startsWith === 'none' ? null : starts[rule.startsWith];
    return {
      rule: rule.rule, title: rule.title, binds: rule.binds, startsWith: rule.startsWith, startsAt, status: rule.status, source: rule.source, mark: rule.mark,
      period: `${rule.period === null ? 'no period named' : rule.period.months % 12 === 0 ? `${rule.period.months / 12} years` : `${rule.period.months} months`}. ${rule.note}`,
      until: rule.period === null || startsAt === null ? null : dayText(addMonths(localTime(startsAt, zone).day, rule.period.months)),
    };
  });
}
