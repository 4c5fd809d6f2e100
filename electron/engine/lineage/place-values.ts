import type { JsonValue } from '#shared/json.ts';
import type { Lineage, OtherValue, Stage, StageValue, UnmappedValue } from '#shared/model/lineage.ts';
import type { AssembledOther, AssembledRun, AssembledValue } from './assembled-run.ts';

/** Where the value a pointer names stands in the source, and its text as written. */
export interface ResolvedValue {
  readonly source: string;
  readonly sourceKey: number;
  /** Bytes of the source. */
  readonly offset: number;
  readonly length: number;
  readonly lexeme: string;
  /** The value at the pointer, as the record states it. */
  readonly value: JsonValue;
}

/** `event` indexes the events the run was assembled from; `null`: no bytes of that record hold it. */
export type Resolve = (event: number, pointer: string) => ResolvedValue | null;

/** A run's page without its records, every value with the bytes that say so. */
export function placeValues(assembled: AssembledRun, resolve: Resolve): Omit<Lineage, 'records'> {
  return {
    run: assembled.run,
    context: placeAll(assembled.context, resolve),
    stages: assembled.stages.map((stage): Stage => ({ ...stage, values: placeAll(stage.values, resolve) })),
    links: assembled.links,
    fields: assembled.fields,
    minimumFields: assembled.minimumFields,
    unmapped: assembled.unmapped.flatMap(({ event, pointer }): readonly UnmappedValue[] => {
      const found = resolve(event, pointer);
      if (found === null) return [];
      return [{ pointer, value: found.value, source: found.source, sourceKey: found.sourceKey, offset: found.offset, length: found.length }];
    }),
  };
}

function placeAll(values: Readonly<Record<string, AssembledValue>>, resolve: Resolve): Readonly<Record<string, StageValue>> {
  const placed: Record<string, StageValue> = Object.create(null);
  for (const [name, value] of Object.entries(values)) {
    placed[name] = { ...placeOne(value, resolve), rule: value.rule, also: value.also.map((other) => placeOne(other, resolve)) };
  }
  return placed;
}

function placeOne(value: AssembledOther, resolve: Resolve): OtherValue {
  const found = value.pointer === null ? null : resolve(value.event, value.pointer);
  const lexeme = found === null || !losesText(value.value, found.lexeme) ? {} : { lexeme: found.lexeme };
  return {
    value: value.value,
    ...lexeme,
    provenance: value.provenance,
    source: found?.source ?? null,
    sourceKey: found?.sourceKey ?? null,
    offset: found?.offset ?? null,
    length: found?.length ?? null,
  };
}

/** `340.0` read as a number is 340, and an epoch is shown as a time; what was written is kept beside it. So too deeper inside. */
function losesText(value: JsonValue, lexeme: string): boolean {
  if (typeof value === 'number') return String(value) !== lexeme && isNumberItself(value, lexeme);
  if (typeof value === 'string') return value !== lexeme && isPlainNumber(lexeme);
  if (typeof value !== 'object' || value === null || !(lexeme.startsWith('{') || lexeme.startsWith('['))) return false;
  return (lexeme.replaceAll(jsonString, '').match(jsonNumber) ?? []).some((number) => String(Number(number)) !== number);
}

/** As a number, as a text or in a cell. Not: somewhere inside a text that holds JSON, whose bytes hold more than this number. */
function isNumberItself(value: number, lexeme: string): boolean {
  const inner = lexeme.replaceAll('"', '').trim();
  return inner !== '' && Number(inner) === value;
}

const jsonString = /"(?:[^"\\]|\\.)*"/gs;
const jsonNumber = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function isPlainNumber(lexeme: string): boolean {
  return lexeme.length < 40 && /^-?\d+(?:\.\d+)?$/.test(lexeme);
}
