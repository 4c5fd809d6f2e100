import type { Dispute, DisputeConsequence, DisputeOutcome } from '#shared/model/dispute.ts';
import type { Act, ActLog } from '../acts/act-log.ts';
import { consequenceNoted, disputeDecided, disputeEscalated, disputeFiled } from './acts.ts';
import { disputeClock } from './dispute-clock.ts';

/** What stands of disputes in the journal: those filed here, and what was done here to any. */
export interface FoldedDisputes {
  readonly filed: readonly Dispute[];
  /** Done here to recorded disputes, by id. */
  readonly done: ReadonlyMap<string, DoneToDispute>;
  readonly unread: number;
}

export interface DoneToDispute {
  readonly decision: { readonly outcome: DisputeOutcome; readonly rationale: string; readonly by: string; readonly at: string } | null;
  readonly escalatedTo: string | null;
  readonly consequences: Dispute['consequences'];
}

/** `now`: nanoseconds by the computer's clock, for the disputes filed here. */
export function foldDisputes(log: Pick<ActLog, 'of'>, now: string): FoldedDisputes {
  const [filings, decisions, escalations, notes] = [log.of(disputeFiled), log.of(disputeDecided), log.of(disputeEscalated), log.of(consequenceNoted)];
  const done = new Map<string, DoneToDispute>();
  const of = (id: string): DoneToDispute => done.get(id) ?? { decision: null, escalatedTo: null, consequences: [] };
  for (const { at, data: { dispute, outcome, rationale, decidedBy } } of decisions.acts) done.set(dispute, { ...of(dispute), decision: { outcome, rationale, by: decidedBy, at: nanoseconds(at) } });
  for (const { data: { dispute, to } } of escalations.acts) done.set(dispute, { ...of(dispute), escalatedTo: to });
  for (const { seq, at, actor, data: { dispute, what, note } } of notes.acts) done.set(dispute, { ...of(dispute), consequences: [...of(dispute).consequences, { what, note, by: actor, at: nanoseconds(at), journalSeq: seq }] });
  return { filed: filings.acts.map((act) => filedDispute(act, of(filedId(act.seq)), now)), done, unread: [filings, decisions, escalations, notes].reduce((sum, { unread }) => sum + unread.length, 0) };
}

export function filedId(seq: number): string {
  return `D-${seq}`;
}

type Filing = Act<{ readonly run: string; readonly runName: string; readonly subject: string | null; readonly reasonClass: string; readonly reason: string; readonly filedBy: string }>;

function filedDispute({ seq, at, data: { run, runName, subject, reasonClass, reason, filedBy } }: Filing, { decision, escalatedTo, consequences }: DoneToDispute, now: string): Dispute {
  const filedAt = nanoseconds(at);
  return {
    id: filedId(seq), basis: 'filed here', externalId: null, run, runName, subject, reasonClass, reason, filedBy, filedAt,
    outcome: decision?.outcome ?? null, rationale: decision?.rationale ?? null, decidedBy: decision?.by ?? null, decidedAt: decision?.at ?? null, escalatedTo, consequences,
    consequenceDue: consequenceDue(decision?.outcome ?? null, consequences.map(({ what }) => what)),
    clock: disputeClock({ filedAt, decidedAt: decision?.at ?? null, decided: decision !== null }, now),
    unlinked: false, journalSeq: seq,
  };
}

/** What an outcome asks for: upheld, the model's inputs are looked at; denied, the map is corrected or found to be right. */
export function consequenceDue(outcome: string | null, noted: readonly DisputeConsequence[]): string | null {
  if (outcome === 'upheld') return noted.includes('model inputs flagged for review') ? null : 'Upheld: flag the model inputs for review.';
  if (outcome === 'denied') return noted.includes('territory map corrected') || noted.includes('none needed: rule and map correct') ? null : 'Denied: was the territory map ambiguous? Note that it was corrected, or that rule and map are correct.';
  return null;
}

/** Journal times are RFC 3339 UTC by this computer's clock. */
function nanoseconds(at: string): string {
  return `${Date.parse(at)}000000`;
}
