import type { Disputes } from '../../model/dispute.ts';

/** Each answers with the disputes as they stand then. */
export interface DisputeAnswers {
  'disputes.list': Disputes;
  'disputes.file': Disputes;
  'disputes.decide': Disputes;
  'disputes.escalate': Disputes;
  'disputes.note': Disputes;
  'disputes.undo': Disputes;
}
