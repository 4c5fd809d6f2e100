import type { EvidenceView, PinnedResult, RerunResult, SqlAnswer, SqlExample } from '../../model/sql-console.ts';

export interface SqlAnswers {
  'sql.describe': { readonly views: readonly EvidenceView[]; readonly examples: readonly SqlExample[] };
  'sql.run': SqlAnswer;
  'sql.pin': PinnedResult;
  'sql.pins': readonly PinnedResult[];
  'sql.unpin': null;
  'sql.rerun': RerunResult;
}
