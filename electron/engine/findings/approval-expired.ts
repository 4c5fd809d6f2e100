import type { FindingRule } from './finding-rule.ts';
import { instantIn, isSurelyAfter, stagesOf, executionsOf } from './recorded.ts';
import { at, between } from './wording.ts';

export const approvalExpired: FindingRule = {
  id: 'approval-expired',
  title: 'Decided or executed after the approval expired',
  definition:
    'A decision records until when it may be used (`expiresAt`, with its zone), and the same decision was made, or the first execution happened, after that instant. Equal instants, and those no further apart than their precision, raise nothing.',
  basis: 'Approval audit: expired or late approval',
  severity: 'high',
  family: 'approval',
  ofRun: () => (surveyed) => {
    for (const decision of stagesOf(surveyed.run, 'decision')) {
      const expires = instantIn(decision, 'expiresAt');
      if (expires === null) continue;
      const decided = instantIn(decision, 'at');
      if (decided !== null && isSurelyAfter(decided, expires)) return { sentence: `Decided ${at(decided.at)}, ${between(expires.at, decided.at)} after the proposal expired at ${at(expires.at)}.`, evidence: [`${decision.id}.expiresAt`, `${decision.id}.at`] };
      for (const execution of executionsOf(surveyed)) {
        const executed = instantIn(execution, 'at');
        if (executed !== null && isSurelyAfter(executed, expires)) return { sentence: `Executed ${at(executed.at)}, ${between(expires.at, executed.at)} after the approval expired at ${at(expires.at)}.`, evidence: [`${decision.id}.expiresAt`, `${execution.id}.at`] };
      }
    }
    return null;
  },
};
