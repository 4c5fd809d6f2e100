import type { OtherValue, RecordRef, StageValue } from '#shared/model/lineage.ts';

/** Bytes of a source that a value rests on, under the name by which the person chose them. */
export interface ByteSpan {
  readonly name: string;
  readonly sourceKey: number;
  readonly source: string;
  readonly offset: number;
  readonly length: number;
}

/** What is selected on the run page: a span of bytes, or a value that no bytes hold and why. */
export type Selection = { readonly kind: 'span'; readonly span: ByteSpan } | { readonly kind: 'no bytes'; readonly name: string; readonly why: string };

export function selectionOf(name: string, value: StageValue | OtherValue): Selection {
  if (value.sourceKey !== null && value.offset !== null && value.length !== null) {
    return { kind: 'span', span: { name, sourceKey: value.sourceKey, source: value.source ?? 'source not named', offset: value.offset, length: value.length } };
  }
  const rule = 'rule' in value ? value.rule : null;
  const why = value.provenance === 'absent' ? 'No record gives this value.' : rule === null ? 'No bytes of a source hold this value by itself.' : `Inferred: ${rule}. No bytes of a source state it.`;
  return { kind: 'no bytes', name, why };
}

/** The record whose bytes the span lies in. */
export function recordOf(records: readonly RecordRef[], span: Pick<ByteSpan, 'sourceKey' | 'offset' | 'length'>): RecordRef | null {
  return records.find((record) => record.sourceKey === span.sourceKey && record.offset <= span.offset && span.offset + span.length <= record.offset + record.length) ?? null;
}

export function recordKey(record: RecordRef): string {
  return `${record.sourceKey}:${record.offset}`;
}
