import { requests } from '#shared/ipc/contract.ts';
import type { Dispute, Disputes } from '#shared/model/dispute.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { consequenceNoted, disputeActs, disputeDecided, disputeEscalated, disputeFiled } from '../disputes/acts.ts';
import { recallDisputes } from '../jobs/recall-disputes.ts';
import { handler, type Handler } from './handler.ts';
import { lineageOf } from './run-lineage.ts';
import { runNamed } from './run-named.ts';
import type { Session } from './session.ts';

export const disputeHandlers: readonly Handler[] = [
  handler('disputes.list', requests['disputes.list'], listed),
  handler('disputes.file', requests['disputes.file'], async (session, { run: named, reasonClass, reason, filedBy }) => {
    const bench = session.settledBench();
    const run = await runNamed(bench, named);
    const { stages } = await lineageOf(bench, run.id);
    const decisionAt = stages.find(({ kind, at }) => kind === 'decision' && at !== null)?.at ?? stages.find(({ kind, at }) => kind === 'execution' && at !== null)?.at ?? null;
    orThrow(bench.acts.record(disputeFiled, { run: run.id, runName: run.externalId, subject: run.subject, decisionAt, reasonClass, reason: said(reason, 'reason'), filedBy: said(filedBy, 'person who files it') }));
    return listed(session);
  }),
  handler('disputes.decide', requests['disputes.decide'], async (session, { dispute, outcome, rationale, decidedBy }) => {
    const found = await disputeNamed(session, dispute);
    if (found.outcome !== null || found.decidedAt !== null) throw new ProblemError('already-decided', `Dispute ${found.externalId ?? found.id} is decided already${found.outcome === null ? '' : `: ${found.outcome}`}.`, found.basis === 'recorded' ? 'What is recorded is not replaced. Note a consequence, or file a new dispute of the run.' : 'Take the decision back first; the journal keeps both.');
    orThrow(session.bench().acts.record(disputeDecided, { dispute, outcome, rationale: said(rationale, 'reason of the decision'), decidedBy: said(decidedBy, 'person who decides') }));
    return listed(session);
  }),
  handler('disputes.escalate', requests['disputes.escalate'], async (session, { dispute, to, reason }) => {
    await disputeNamed(session, dispute);
    orThrow(session.bench().acts.record(disputeEscalated, { dispute, to: said(to, 'person it goes to'), reason }));
    return listed(session);
  }),
  handler('disputes.note', requests['disputes.note'], async (session, { dispute, what, note }) => {
    const found = await disputeNamed(session, dispute);
    if (found.outcome === null) throw new ProblemError('not-decided', 'A consequence follows a decision, and none is recorded.', 'Decide the dispute first.');
    orThrow(session.bench().acts.record(consequenceNoted, { dispute, what, note }));
    return listed(session);
  }),
  handler('disputes.undo', requests['disputes.undo'], async (session, { redo }) => {
    const { acts } = session.bench();
    const [step] = redo ? acts.redoable(disputeActs) : acts.undoable(disputeActs);
    if (step === undefined) throw new ProblemError('nothing-to-undo', `There is nothing about disputes to ${redo ? 'bring back' : 'take back'}.`);
    orThrow(redo ? acts.redo(step.seq, disputeActs) : acts.undo(step.seq, disputeActs));
    return listed(session);
  }),
];

function listed(session: Session): Promise<Disputes> {
  return recallDisputes(session.settledBench(), String(session.now()));
}

async function disputeNamed(session: Session, id: string): Promise<Dispute> {
  const { disputes } = await listed(session);
  const found = disputes.find((one) => one.id === id);
  if (found === undefined) throw new ProblemError('no-such-dispute', `This case has no dispute ${JSON.stringify(id)}.`, 'Choose one from the list.');
  return found;
}

function said(text: string, what: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new ProblemError('words-missing', `The ${what} is missing.`, 'Say it in a few words; the journal keeps it.');
  return trimmed;
}
