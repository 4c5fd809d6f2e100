import { compareDecimals } from '#shared/decimal.ts';
import type { FindingRule } from './finding-rule.ts';
import { authoritiesOf, coversInstant, withoutAuthorityList } from './authorities-of.ts';
import { readDecimal } from './decimals.ts';
import { firstWith, instantIn, stagesOf } from './recorded.ts';
import { money, quoted } from './wording.ts';

export const approvalAboveLimit: FindingRule = {
  id: 'approval-above-limit',
  title: 'Approved above the limit of the approver',
  definition:
    'A person approved the run, the authority list has entries for that principal and type of action that cover the instant of the decision, each states a limit in the currency of the recorded proposed amount (else of the executed one), and the amount is greater than every such limit. Another currency is not converted: nothing is raised then. An amount equal to the limit is within it.',
  basis: 'Approval audit: authority of the approver',
  severity: 'high',
  family: 'approval',
  needs: withoutAuthorityList,
  goesBy: 'authority list',
  ofRun(context) {
    const of = authoritiesOf(context);
    return ({ row, facts, run }) => {
      if (row.approvalClass !== 'human' || row.approver === null || row.actionType === null) return null;
      const decision = firstWith(stagesOf(run, 'decision'), 'approver');
      const instant = instantIn(decision, 'at');
      const [amount, currency, stage] = facts.proposedAmount === null ? [facts.executedAmount, facts.executedCurrency, 'execution'] : [facts.proposedAmount, facts.proposedCurrency, 'output'];
      const decimal = amount === null ? null : readDecimal(amount);
      if (decision === undefined || instant === null || amount === null || decimal === null || currency === null) return null;
      const entries = of(row.approver).filter((entry) => entry.action === row.actionType && coversInstant(entry, instant.at));
      const limits = entries.flatMap((entry) => (entry.limit !== null && entry.currency === currency ? [entry.limit] : []));
      if (limits.length === 0 || limits.length < entries.length) return null;
      const exceeded = limits.every((limit) => {
        const bound = readDecimal(limit);
        return bound !== null && compareDecimals(decimal, bound) > 0;
      });
      if (!exceeded) return null;
      return { sentence: `${quoted(row.approver)} approved ${money(amount, currency)}; the limit at that time was ${limits.map((limit) => money(limit, currency)).join(', ')}.`, evidence: [`${decision.id}.approver`, `${decision.id}.at`, `${stage}.amount`] };
    };
  },
};
