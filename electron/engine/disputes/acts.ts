import { z } from 'zod';
import { disputeClasses, disputeConsequences, disputeOutcomes } from '#shared/model/dispute.ts';
import { actKind, type ToldKind } from '../acts/act-kind.ts';

/** What people do to disputes, as the journal keeps it. `dispute` is `D-` and the number of the entry that filed it, or `run:` and a run for a recorded one. */
const dispute = z.string().regex(/^(?:D-\d{1,12}|run:[\da-f-]{36}(?:\/dispute-\d{1,6})?)$/);
const line = z.string().max(500);
const text = z.string().max(10_000);
const ns = z.string().regex(/^-?\d{1,19}$/);

export const disputeFiled = actKind({
  act: 'dispute-filed',
  data: z.strictObject({
    /** The run whose decision is disputed. */
    run: z.string().regex(/^[\da-f-]{36}$/),
    runName: line,
    subject: line.nullable(),
    /** When the decision was made, as the records have it; null: they do not say. */
    decisionAt: ns.nullable(),
    reasonClass: z.enum(disputeClasses),
    reason: text.min(1),
    filedBy: line.min(1),
  }),
  words: ({ runName, reasonClass }) => `dispute of ${runName}: ${reasonClass}`,
});
export const disputeDecided = actKind({
  act: 'dispute-decided',
  data: z.strictObject({ dispute, outcome: z.enum(disputeOutcomes), rationale: text.min(1), decidedBy: line.min(1) }),
  words: ({ dispute: id, outcome }) => `${id} ${outcome}`,
});
export const disputeEscalated = actKind({ act: 'dispute-escalated', data: z.strictObject({ dispute, to: line.min(1), reason: text }), words: ({ dispute: id, to }) => `${id} escalated to ${to}` });
export const consequenceNoted = actKind({ act: 'dispute-consequence-noted', data: z.strictObject({ dispute, what: z.enum(disputeConsequences), note: text }), words: ({ dispute: id, what }) => `${id}: ${what}` });

export const disputeKinds: readonly ToldKind[] = [disputeFiled, disputeDecided, disputeEscalated, consequenceNoted];
export const disputeActs: readonly string[] = disputeKinds.map(({ act }) => act);
