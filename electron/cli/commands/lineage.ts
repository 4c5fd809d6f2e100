import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { sevenFieldTitles } from '#shared/model/run.ts';
import { jsonOption, type Command } from '../command.ts';
import { openCase, withEngine } from '../open-engine.ts';
import { printJson } from '../print-json.ts';
import { complain } from '../problems.ts';
import { timeText } from '../run-json.ts';
import { versionJson } from '../version-json.ts';
import { exitCodes } from '../terminal.ts';
import { printable, textTable } from '../text-table.ts';

export const lineageCommand: Command = {
  name: 'lineage',
  positionals: ['CASE', 'RUN'],
  summary: 'show one run from trigger to outcome, each value with the bytes that say so',
  details: `
RUN is the run's id in this case or the id its source prints.
A stage no record speaks of is listed as not present. Offsets and lengths are bytes in the source.`,
  options: { json: jsonOption },
  async run(given, terminal) {
    const [path = '', run = ''] = given.words;
    return withEngine(terminal, async (engine) => {
      const opened = await openCase(engine, path, terminal);
      if (!opened.ok) return complain(opened.problem, terminal);
      const lineage = await engine.ask('run.lineage', { run });
      if (!lineage.ok) return complain(lineage.problem, terminal);
      if (given.switches.has('json')) printJson(lineageJson(lineage.value), terminal);
      else terminal.out(lineageText(lineage.value));
      return exitCodes.fine;
    });
  },
};

export function lineageJson({ run, stages, links, context, fields, minimumFields, records, unmapped, repeatedNames = [], versions = [], comparison = [] }: Lineage): object {
  return {
    run: run.id,
    externalId: run.externalId,
    stages: stages.map((stage) => ({ ...stage, at: timeText(stage.at) })),
    links,
    context,
    fields,
    minimumFields,
    records: records.map((record) => ({ ...record, at: timeText(record.at) })),
    unmapped,
    repeatedNames,
    comparison,
    versions: versions.map((standing) => ({ ...standing, at: timeText(standing.at), otherDate: timeText(standing.otherDate), inForce: standing.inForce.map(versionJson), own: standing.own === null ? null : versionJson(standing.own) })),
  };
}

function lineageText(lineage: Lineage): string {
  const { run, stages, links, fields, records, repeatedNames = [] } = lineage;
  const parts = [
    `${printable(run.externalId)}  (${run.id})\n`,
    ...stages.map(stageText),
    links.length === 0 ? '' : `\nLinks\n${links.map((link) => `  ${link.from} ${link.kind} ${link.to}${link.provenance === 'inferred' ? `  (inferred: ${link.rule ?? ''})` : ''}`).join('\n')}\n`,
    `\nSeven fields\n${textTable(['field', 'state', 'missing'], fields.map((field) => [sevenFieldTitles[field.field], field.state, field.missing.join(', ')]))}`,
    `\nRecords\n${textTable(['source', 'record', 'offset', 'length', 'event', 'time'], records.map((record) => [record.source, String(record.ordinal), String(record.offset), String(record.length), record.event, timeText(record.at) ?? 'not recorded']), ['record', 'offset', 'length'])}`,
    repeatedNames.length === 0 ? '' : `\nNames that stand twice in one object; the last value is shown\n${repeatedNames.map(({ pointer, source, offset, firstOffset }) => `  ${printable(pointer)}  ${printable(source)} @${firstOffset} and @${offset}\n`).join('')}`,
  ];
  return parts.join('');
}

function stageText(stage: Stage): string {
  if (!stage.present) return `\n${stage.kind}: not recorded\n`;
  const rows = Object.entries(stage.values).map(([name, value]) => [`  ${name}`, shortValue(value), value.provenance, value.source === null ? '' : `${value.source} @${value.offset ?? '?'}+${value.length ?? '?'}`]);
  const at = timeText(stage.at);
  return `\n${stage.id}${at === null ? '' : `  ${at}`}\n${textTable(['  value', 'says', 'how', 'where'], rows).split('\n').slice(1).join('\n')}`;
}

function shortValue({ value, lexeme, also }: StageValue): string {
  const text = lexeme ?? (typeof value === 'string' ? value : JSON.stringify(value));
  const short = text.length > 70 ? `${text.slice(0, 69)}…` : text;
  return also.length === 0 ? short : `${short}  (${also.length} other)`;
}
