import type { Lineage, RepeatedName } from '#shared/model/lineage.ts';
import { defined } from '#shared/assert.ts';
import { ProblemError } from '#shared/result.ts';
import { parseJson } from '../evidence/exact-numbers.ts';
import { duplicateKeys } from '../evidence/duplicate-keys.ts';
import { placesOfPointers } from '../evidence/shared-values.ts';
import type { ValueSpan } from '../evidence/span-of-pointer.ts';
import { sourcePlaces, textLayout, utf8Bytes } from '../evidence/utf-16.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallRuns, type RecalledRun } from '../jobs/recall-runs.ts';
import { assembleRun } from '../lineage/assemble.ts';
import { placeValues, type Resolve } from '../lineage/place-values.ts';
import { correctTimes, type ClockOf } from '../source-clocks/correct-times.ts';
import { sourceClocks } from '../source-clocks/source-clocks.ts';

/** One run's page: read back from the vault now, every value with its bytes. `id` is a run of the open case. */
export async function lineageOf(bench: CaseBench, id: string): Promise<Lineage> {
  const [recalled] = await recallRuns(bench.store, bench.caseKey, bench.shelf, [id]);
  const run = defined(recalled, 'the run that was asked for');
  if (run.events.length === 0) {
    throw new ProblemError('records-unreadable', `None of the ${run.records.length} records of run ${id} can be read back from the vault as they were at import.`, 'Re-hash the vault in the Evidence view: an original has changed or is missing.');
  }
  return { ...(await placedRun(bench, run)), records: run.records, repeatedNames: await repeatedNames(bench, run) };
}

export type PlacedRun = ReturnType<typeof placeValues>;

/** A run read back from the vault, every value with its bytes. It has events. */
export async function placedRun(bench: CaseBench, run: RecalledRun): Promise<PlacedRun> {
  return placeValues(assembleRun(run.events), await resolverOf(bench, run));
}

/** Beside each recorded time the right one, where somebody stated the clock of its source. Nothing is read where nobody did. */
export async function withCorrectedTimes({ acts, shelf }: CaseBench, lineage: Lineage): Promise<Lineage> {
  const clocks = sourceClocks(acts);
  const stated = new Map<number, ClockOf>();
  for (const sourceKey of new Set(lineage.records.map((record) => record.sourceKey))) {
    const clock = clocks.get(sourceKey);
    if (clock !== undefined) stated.set(sourceKey, { clock, zone: (await shelf.source(sourceKey)).zone });
  }
  return stated.size === 0 ? lineage : correctTimes(lineage, (sourceKey) => stated.get(sourceKey) ?? null);
}

/** What JSON.parse passes over in silence: where a name stands twice, the value shown is the last one's. */
async function repeatedNames({ shelf }: CaseBench, run: RecalledRun): Promise<readonly RepeatedName[]> {
  const found: RepeatedName[] = [];
  for (const { record, bytes } of run.evidence) {
    const { layout } = await shelf.source(record.sourceKey);
    if (textLayout(layout).kind === 'csv') continue;
    const utf8 = utf8Bytes(bytes, layout);
    const within = sourcePlaces(bytes, layout, utf8);
    const place = (offset: number): number => record.offset + within(offset);
    for (const { pointer, offset, firstOffset } of duplicateKeys(utf8)) {
      found.push({ pointer, source: record.source, sourceKey: record.sourceKey, offset: place(offset), firstOffset: place(firstOffset) });
    }
  }
  return found;
}

/** One pass over each record for all its pointers. */
async function resolverOf({ shelf }: CaseBench, run: RecalledRun): Promise<Resolve> {
  const found = await Promise.all(
    run.evidence.map(async ({ record, bytes, shared }, index) => {
      const { layout } = await shelf.source(record.sourceKey);
      const event = defined(run.events[index], 'an event beside its evidence').event;
      const pointers = [...event.values.flatMap(({ pointer }) => (pointer === null ? [] : [pointer])), ...event.unmapped];
      return { record, csv: textLayout(layout).kind === 'csv', places: placesOfPointers(bytes, record, shared, layout, pointers) };
    }),
  );
  return (event, pointer) => {
    const { record, csv, places } = defined(found[event], 'an event of this run');
    const span = places.get(pointer);
    if (span === undefined) return null;
    return { source: record.source, sourceKey: record.sourceKey, offset: span.offset, length: span.length, lexeme: span.lexeme, value: csv ? cellText(span) : (parseJson(span.lexeme) ?? span.lexeme) };
  };
}

/** RFC 4180 section 2.7. */
function cellText({ lexeme }: ValueSpan): string {
  return lexeme.startsWith('"') && lexeme.endsWith('"') && lexeme.length > 1 ? lexeme.slice(1, -1).replaceAll('""', '"') : lexeme;
}
