import type { Property, PropertyVerdict, SourceVerdict } from '#shared/model/verdict.ts';
import type { Layout } from '../evidence/layout.ts';
import type { ChainBatch } from './chain/columns.ts';
import type { CheckTask } from './chain/check-range.ts';
import type { ChainProfile } from './chain/profile.ts';
import type { SuppliedKeys } from './signatures/keys.ts';

/** A way in which logs protect themselves. One entry in index.ts each. */
export interface Scheme {
  readonly id: string;
  readonly title: string;
  /** A verdict for each layer found; empty when the source offers nothing of this kind. */
  check(source: CheckedSource, inputs: Inputs, tools: CheckTools): Promise<readonly Judgement[]>;
}

/** A verdict but for the bytes themselves, which are hashed while they are being checked. */
export type Judgement = Omit<SourceVerdict, 'sha256' | 'properties'> & { readonly properties: Readonly<Record<Exclude<Property, 'custody'>, PropertyVerdict>> };

/** Bytes to check: read from the vault, never from the index. */
export interface CheckedSource {
  readonly sourceKey: number | null;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** What the import noted; null for a file outside a case. */
  readonly importedSha256: string | null;
  /** How the import split it; null: found out here. */
  readonly layout: Layout | null;
}

/** What a person supplied from outside the file. */
export interface Inputs {
  /** All that may apply; one alone when a person named it. */
  readonly profiles: readonly ChainProfile[];
  readonly profileNamed: boolean;
  readonly keys: SuppliedKeys;
  readonly anchors: Anchors;
}

export interface Anchors {
  readonly count: number | null;
  /** Hash of the last record, as the log writes it. */
  readonly head: string | null;
}

export const noAnchors: Anchors = { count: null, head: null };

export interface CheckTools {
  readonly pool: CheckPool;
  readonly signal: AbortSignal;
  onProgress(bytes: number, records: number): void;
}

/** Threads that check ranges, or the same code in this thread. */
export interface CheckPool {
  readonly size: number;
  check(task: CheckTask): AsyncIterable<ChainBatch>;
  close(): Promise<void>;
}
