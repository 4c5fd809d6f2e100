import { createHash } from 'node:crypto';
import type { JsonValue } from '#shared/json.ts';
import type { DataStamp } from '#shared/model/figure.ts';
import { canonicalJson } from '../case/canonical-json.ts';

/** A source as far as figures depend on it. Neither its name nor when it came in can change a number. */
export interface StampedSource {
  readonly sha256: string;
  readonly bytes: number;
  readonly format: string;
  /** As the index keeps them: JSON text. */
  readonly layout: string;
  readonly mapping: string | null;
  readonly zone: string | null;
}

/** `build`: importers and rules change with it. `acts`: the data of the standing acts the answer depends on, in the order they were done. */
export function dataStamp(sources: readonly StampedSource[], build: string, acts: readonly JsonValue[]): DataStamp {
  const ordered = sources.map((source) => ({ ...source })).sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
  const parts = {
    sources: hashOf(ordered.map(({ sha256, bytes }) => ({ sha256, bytes }))),
    reading: hashOf({ build, sources: ordered.map(({ sha256, format, layout, mapping, zone }) => ({ sha256, format, layout, mapping, zone })) }),
    acts: hashOf(acts),
  };
  return { hash: hashOf(parts), ...parts };
}

function hashOf(value: JsonValue): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
