import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { columnMapping } from '#shared/ipc/contract.ts';
import { isJsonArray, type JsonObject } from '#shared/json.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { isProblem, parseRecord } from '../../electron/engine/evidence/parse-record.ts';
import { defaultLimits } from '../../electron/engine/evidence/limits.ts';
import { createRecordReader } from '../../electron/engine/evidence/record-reader.ts';
import { sampleOf } from '../../electron/engine/evidence/sample.ts';
import { textLayout } from '../../electron/engine/evidence/utf-16.ts';
import type { SurveyedRun } from '../../electron/engine/findings/finding-rule.ts';
import { detectFormat } from '../../electron/engine/importers/detect.ts';
import { importerById } from '../../electron/engine/importers/index.ts';
import type { PlacedEvent } from '../../electron/engine/lineage/placed-event.ts';
import { parsed, readSample, sampleFolder } from './sample-facts/read-sample.ts';
import { registry, surveyedOf } from './surveyed-run.ts';

const items = z.object({ items: z.array(z.object({ file: z.string(), format: z.string(), mapping: z.string().nullable(), zone: z.string().nullable() })) });

/** The sample case as the survey sees it: its files read by the real importers and joined by run, in memory. A line that stands there twice is read once. */
export function sampleRuns(files: (name: string) => boolean = () => true): readonly SurveyedRun[] {
  const { items: sources } = items.parse(parsed(readSample('sample.json')));
  const byRun = new Map<string, PlacedEvent[]>();
  const chosen = sources.filter(({ file }) => files(file)).toSorted((a, b) => (a.file < b.file ? -1 : 1));
  for (const [index, { file, format, mapping, zone }] of chosen.entries()) {
    const columns = mapping === null ? null : columnMapping.parse(parsed(readSample(mapping)));
    for (const placed of eventsOf(file, format, columns, zone, index + 1)) {
      const known = byRun.get(placed.event.runKey);
      if (known === undefined) byRun.set(placed.event.runKey, [placed]);
      else known.push(placed);
    }
  }
  return [...byRun.values()].map(surveyedOf);
}

function eventsOf(file: string, format: string, mapping: z.infer<typeof columnMapping> | null, zone: string | null, sourceKey: number): readonly PlacedEvent[] {
  const bytes = readFileSync(new URL(file, sampleFolder));
  const sample = sampleOf(bytes.subarray(0, defaultLimits.sampleBytes), bytes.length <= defaultLimits.sampleBytes);
  const found = detectFormat(sample);
  const layout = found.kind === 'found' ? found.detection.layout : sample.candidates[0]?.layout;
  if (layout === undefined) throw new Error(`${file} is not readable`);
  const events: PlacedEvent[] = [];
  const met = new Set<string>();
  const reader = createRecordReader(layout, {
    record(record, span) {
      const read = parseRecord(Buffer.from(record), span, layout);
      const sha256 = createHash('sha256').update(record).digest('hex');
      if (isProblem(read) || met.has(sha256)) return;
      met.add(sha256);
      const normalised = importerById(format).normalise({ ...read, sha256 }, { name: file, layout: textLayout(layout), mapping, zone });
      if (normalised.kind === 'events') for (const event of normalised.events) events.push({ event, sourceKey, source: file, ordinal: span.ordinal, zone });
    },
    problem: () => undefined,
  });
  reader.push(bytes);
  reader.end();
  return events;
}

/** What its changelog states, as a registry. */
export function sampleRegistry(): readonly VersionEntry[] {
  const changelog = z.record(z.string(), z.json()).parse(parsed(readSample('model-changelog.json')));
  return registry(Object.fromEntries(Object.entries(changelog).flatMap(([list, entries]): readonly [string, readonly JsonObject[]][] => (isJsonArray(entries) ? [[list, z.array(z.record(z.string(), z.json())).parse(entries)]] : []))));
}
