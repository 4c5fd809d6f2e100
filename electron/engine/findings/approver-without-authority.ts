import type { FindingRule } from './finding-rule.ts';
import { authoritiesOf, coversInstant, withoutAuthorityList } from './authorities-of.ts';
import { firstWith, instantIn, stagesOf } from './recorded.ts';
import { at, quoted } from './wording.ts';

export const approverWithoutAuthority: FindingRule = {
  id: 'approver-without-authority',
  title: 'Approver without authority at that time',
  definition:
    'A person approved the run at a recorded instant, and the authority list has no entry for that principal and this type of action whose time covers the instant (from included, until excluded). Not raised without an instant or an action type. Amounts above a limit raise `approval-above-limit`.',
  basis: 'Approval audit: authority of the approver',
  severity: 'high',
  family: 'approval',
  needs: withoutAuthorityList,
  goesBy: 'authority list',
  ofRun(context) {
    const of = authoritiesOf(context);
    return ({ row, run }) => {
      if (row.approvalClass !== 'human' || row.approver === null || row.actionType === null) return null;
      const decision = firstWith(stagesOf(run, 'decision'), 'approver');
      const instant = instantIn(decision, 'at');
      if (decision === undefined || instant === null) return null;
      const entries = of(row.approver);
      const forAction = entries.filter(({ action }) => action === row.actionType);
      if (forAction.some((entry) => coversInstant(entry, instant.at))) return null;
      const why = entries.length === 0 ? 'the authority list does not name this principal' : forAction.length === 0 ? `the list gives no authority for ${quoted(row.actionType)}` : `none of ${forAction.length} entries for ${quoted(row.actionType)} covers that instant`;
      return { sentence: `${quoted(row.approver)} approved at ${at(instant.at)}; ${why}.`, evidence: [`${decision.id}.approver`, `${decision.id}.at`] };
    };
  },
};
