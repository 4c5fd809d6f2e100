import type { SubjectRecord, WrittenValue } from '#shared/model/subject-record.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { wholeNumber } from '../parse-command-line.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { runJson, timeText } from '../run-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const recordCommand: Command = {
  name: 'record',
  positionals: ['CASE', 'KIND:ID'],
  summary: 'show everything recorded about one customer, lead, deal, ticket, invoice or record',
  details: `
KIND is customer, lead, deal, ticket, invoice or another kind of subject the records name; "record" is a record of a target system.
Field by field: who wrote, before and after, and whether a write begins where the one before it ended.
"changed in between" says that something not in this evidence wrote the field.`,
  options: {
    limit: { argument: 'N', help: 'read at most N runs, the earliest (500)' },
    json: jsonOption,
  },
  async run(given, terminal) {
    const limit = wholeNumber(given, 'limit', 500);
    if (!limit.ok) return complain(limit.problem, terminal);
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, given.words[0] ?? '', terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const record = await engine.ask('record.history', { about: given.words[1] ?? '', limit: limit.value });
      if (!record.ok) return complain(record.problem, terminal);
      if (given.switches.has('json')) printJson(recordJson(record.value), terminal);
      else terminal.out(recordText(record.value));
      return exitCodes.fine;
    });
  },
};

function recordJson(record: SubjectRecord): object {
  const { runs, fields, texts, ...rest } = record;
  return {
    ...rest,
    runs: runs.map(({ run, ...told }) => ({ ...runJson(run), amount: run.amount, currency: run.currency, ...told })),
    fields: fields.map(({ writes, ...field }) => ({ ...field, writes: writes.map((write) => ({ ...write, at: timeText(write.at) })) })),
    texts: texts.map((text) => ({ ...text, at: timeText(text.at) })),
  };
}

function recordText({ ids, matching, read, runs, totals, fields, texts, disputes, uncovered }: SubjectRecord): string {
  const money = totals.map(({ currency, executed, runs: count, withoutOutcome }) => `${executed} ${currency ?? '(currency not recorded)'} in ${count} confirmed ${count === 1 ? 'run' : 'runs'}${withoutOutcome > 0 ? `, ${withoutOutcome} without a known outcome` : ''}`);
  return [
    `${ids.map(printable).join(', ')}\n${read} of ${matching} runs read\n${money.map((line) => `${printable(line)}\n`).join('')}\n`,
    textTable(['started, UTC', 'run', 'action', 'amount', 'approval', 'outcome', 'by'], runs.map(({ run, writer }) => [timeText(run.startedAt) ?? 'not recorded', run.externalId, run.actionType ?? 'not recorded', run.amount === null ? '' : `${run.amount} ${run.currency ?? ''}`, run.approvalClass, run.outcome, writer])),
    ...fields.map(({ record, field, writes }) => `\n${printable(`${record ?? 'record not recorded'} · ${field}`)}\n${textTable(['at', 'run', 'before', 'after', 'by', 'continuity'], writes.map((write) => [timeText(write.at) ?? 'not recorded', write.externalId, valueText(write.before), valueText(write.after), write.writer, `${write.continuity ?? ''}${write.sameInstant ? ' (same instant as the one before: source order)' : ''}`]))}`),
    texts.length === 0 ? '' : `\nTexts\n${texts.map(({ at, text, draftOnly }) => `  ${timeText(at) ?? 'no time'}  ${draftOnly ? '(draft) ' : ''}${printable(text)}\n`).join('')}`,
    disputes.length === 0 ? '' : `\nDisputes\n${disputes.map(({ id, filedAt, reason, outcome }) => `  ${printable([id ?? 'no id', filedAt ?? 'no time', reason ?? 'no reason', outcome ?? 'no outcome recorded'].join(' · '))}\n`).join('')}`,
    `\nNot covered by this evidence\n${uncovered.map((line) => `  ${printable(line)}\n`).join('')}`,
  ].join('');
}

function valueText(value: WrittenValue): string {
  return value.recorded ? JSON.stringify(value.value) : 'not recorded';
}
