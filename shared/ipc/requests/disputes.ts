import { z } from 'zod';
import { disputeClasses, disputeConsequences, disputeOutcomes } from '../../model/dispute.ts';
import { runName } from './parts.ts';

const dispute = z.string().max(100);
const line = z.string().max(500);
const text = z.string().max(10_000);

export const disputeRequests = {
  'disputes.list': z.strictObject({}),
  /** `run`: whose decision is disputed. */
  'disputes.file': z.strictObject({ run: runName, reasonClass: z.enum(disputeClasses), reason: text.min(1), filedBy: line.min(1) }),
  'disputes.decide': z.strictObject({ dispute, outcome: z.enum(disputeOutcomes), rationale: text.min(1), decidedBy: line.min(1) }),
  'disputes.escalate': z.strictObject({ dispute, to: line.min(1), reason: text }),
  'disputes.note': z.strictObject({ dispute, what: z.enum(disputeConsequences), note: text }),
  'disputes.undo': z.strictObject({ redo: z.boolean() }),
} as const;
