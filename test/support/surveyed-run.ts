import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '#shared/json.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { isProblem, parseRecord } from '../../electron/engine/evidence/parse-record.ts';
import type { CaseFinding, FindingRule, GateTable, CaseContext, RunFinding, SurveyedRun } from '../../electron/engine/findings/finding-rule.ts';
import { importerById } from '../../electron/engine/importers/index.ts';
import { readEntry } from '../../electron/engine/importers/version-registry/read-entry.ts';
import { assembleRun } from '../../electron/engine/lineage/assemble.ts';
import type { PlacedEvent } from '../../electron/engine/lineage/placed-event.ts';
import { runFactsOf } from '../../electron/engine/lineage/run-facts.ts';
import { mergeVersions } from '../../electron/engine/lineage/versions.ts';

/** One run as the survey sees it, from native records through the real importer. A record that names no run is of run `r-1`, from source 1. */
export function surveyed(...records: readonly JsonObject[]): SurveyedRun {
  return surveyedOf(records.map((record, index) => placed({ run: { id: 'r-1' }, ...record }, index + 1, 1)));
}

/** The same, each record from a source of its own. */
export function surveyedBySources(...records: readonly JsonObject[]): SurveyedRun {
  return surveyedOf(records.map((record, index) => placed({ run: { id: 'r-1' }, ...record }, 1, index + 1)));
}

export function surveyedOf(events: readonly PlacedEvent[]): SurveyedRun {
  const run = assembleRun(events);
  return { row: run.run, facts: runFactsOf(run, events), run };
}

function placed(value: JsonObject, ordinal: number, sourceKey: number): PlacedEvent {
  const bytes = Buffer.from(JSON.stringify(value));
  const record = parseRecord(bytes, { offset: 0, length: bytes.length, ordinal, pointer: '' }, { kind: 'lines' });
  if (isProblem(record)) throw new Error(record.reason);
  const source = `source ${sourceKey}`;
  const read = importerById('native').normalise({ ...record, sha256: '00' }, { name: source, layout: { kind: 'lines' }, mapping: null, zone: null });
  if (read.kind !== 'events') throw new Error(`no event in ${JSON.stringify(value)}`);
  const [event] = read.events;
  if (event === undefined) throw new Error('no event');
  return { event, sourceKey, source, ordinal, zone: null };
}

const gateTable = z.object({ version: z.string(), gates: z.array(z.object({ action: z.string(), gate: z.enum(['always a person', 'threshold rule', 'log only']), basis: z.string() })) });
export const gates: GateTable = gateTable.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/gates/gates-1.json'), 'utf8')));

/** Nothing supplied but the gate table. */
export const plainContext: CaseContext = { versions: [], gates, authorities: null, roster: null, asOf: null };

/** Entries of one registry, as versions are told. */
export function registry(lists: Readonly<Record<string, readonly JsonValue[]>>): readonly VersionEntry[] {
  const stated = Object.entries(lists).flatMap(([list, entries]) => entries.map((entry, index) => {
    const read = readEntry(`/${list}/${index}`, entry, null);
    if (!read.ok) throw new Error(read.reason);
    return { entry: read.entry, place: { source: 'registry', sourceKey: 9, offset: 0, length: 1 } };
  }));
  return mergeVersions(stated, []).entries;
}

/** Records as a list: literals of different members are one type. */
export function each(...records: readonly JsonObject[]): readonly JsonObject[] {
  return records;
}

/** What a rule over one run finds in it. */
export function findingOf(rule: FindingRule, run: SurveyedRun | JsonObject, context: CaseContext = plainContext): RunFinding | null {
  if (rule.ofRun === undefined) throw new Error(`${rule.id} is over many runs`);
  return rule.ofRun(context)(isSurveyed(run) ? run : surveyed(run));
}

export function sentenceOf(rule: FindingRule, run: SurveyedRun | JsonObject, context: CaseContext = plainContext): string | null {
  return findingOf(rule, run, context)?.sentence ?? null;
}

/** What a rule over many runs finds, whatever order they come in: a collector that answers otherwise the other way round fails here. */
export function findingsOver(rule: FindingRule, runs: readonly SurveyedRun[], context: CaseContext = plainContext): readonly CaseFinding[] {
  const over = (list: readonly SurveyedRun[]): readonly CaseFinding[] => {
    const collector = rule.overRuns?.(context);
    if (collector === undefined) throw new Error(`${rule.id} is over one run`);
    for (const { row, facts } of list) collector.add(row, facts);
    return collector.end();
  };
  const found = over(runs);
  const turned = over(runs.toReversed());
  if (JSON.stringify(found) !== JSON.stringify(turned)) throw new Error(`${rule.id} depends on the order of the runs:\n${JSON.stringify(found)}\n${JSON.stringify(turned)}`);
  return found;
}

function isSurveyed(run: SurveyedRun | JsonObject): run is SurveyedRun {
  return 'row' in run && 'facts' in run;
}
