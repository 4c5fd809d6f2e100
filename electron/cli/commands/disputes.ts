import { disputeClockStates, type Dispute, type Disputes } from '#shared/model/dispute.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';
import { waitForSurvey } from '../wait-for-survey.ts';

export const disputesCommand: Command = {
  name: 'disputes',
  positionals: ['CASE'],
  summary: 'list disputes of decisions, their 48-hour clock and what came of them',
  details: `
Recorded in the evidence, or filed in the application; the runs are surveyed first where that is not done.
A dispute is to be decided within 48 hours of its filing; exactly 48 hours is in time. An undecided recorded dispute is held
against the latest instant recorded in the case, never against today: what was decided since is not in this evidence.`,
  options: { json: jsonOption },
  async run(given, terminal) {
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const surveyed = await waitForSurvey(engine, terminal);
      if (!surveyed.ok) return complain(surveyed.problem, terminal);
      const found = await engine.ask('disputes.list', {});
      if (!found.ok) return complain(found.problem, terminal);
      if (given.switches.has('json')) printJson(disputesJson(found.value), terminal);
      else terminal.out(disputesText(found.value));
      return exitCodes.fine;
    });
  },
};

function disputesJson({ disputes, counts, more, unread }: Disputes) {
  const one = ({ clock, consequences, ...dispute }: Dispute) => ({
    ...dispute, filedAt: timeText(dispute.filedAt), decidedAt: timeText(dispute.decidedAt), clock: { ...clock, dueAt: timeText(clock.dueAt), asOf: timeText(clock.asOf) },
    consequences: consequences.map((consequence) => ({ ...consequence, at: timeText(consequence.at) })),
  });
  return { disputes: disputes.map(one), counts, more, unread };
}

function disputesText({ disputes, counts, more, unread }: Disputes): string {
  const row = ({ id, externalId, runName, subject, reasonClass, filedAt, clock, outcome, decidedAt, consequenceDue, unlinked }: Dispute): readonly string[] => [
    externalId ?? id, runName ?? '', subject ?? '', reasonClass ?? 'not recorded', timeText(filedAt) ?? 'not recorded', clock.state, outcome ?? 'none recorded', timeText(decidedAt) ?? '',
    [unlinked ? 'nothing else is recorded of the run' : '', consequenceDue ?? ''].filter((words) => words !== '').join('; '),
  ].map(printable);
  return [
    disputes.length === 0 ? 'No dispute is recorded, and none was filed.\n' : textTable(['dispute', 'run', 'subject', 'reason class', 'filed, UTC', '48 h', 'outcome', 'decided, UTC', 'to note'], disputes.map(row)),
    `${counts.all} disputes: ${disputeClockStates.map((state) => `${counts.byClock[state]} ${state}`).join(', ')}\n`,
    more > 0 ? `${more} more recorded disputes were not read\n` : '',
    unread > 0 ? `${unread} journal entries about disputes were written by another build and are not understood\n` : '',
  ].join('');
}
