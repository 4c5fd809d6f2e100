import type { ChainFailure, Property, PropertyVerdict, SourceVerdict } from '#shared/model/verdict.ts';
import type { Layout } from '../evidence/layout.ts';
import type { ChainBatch } from './chain/columns.ts';
import type { CheckTask } from './chain/check-range.ts';
import type { ChainProfile } from './chain/profile.ts';
import type { SuppliedKeys } from './signatures/keys.ts';

/** A way in which logs protect themselves, or are vouched for. One entry in index.ts each. */
export interface Scheme {
  readonly id: string;
  readonly title: string;
  /** What a person can hand in for it, and where each is given: `proofline formats` lists it. */
  readonly takes: readonly string[];
  /** Its kind of file is a proof only when a person hands it in as one, and only when no other scheme knows it. */
  readonly onlySupplied?: boolean;
  /** What these bytes are to this scheme, completing "… is a"; null: nothing this scheme knows. By content, never by name. */
  recognise(bytes: Uint8Array): string | null;
  /** What `recognise` calls files that name what they speak of by digest: handed in and meaning no source at hand, each verdict says so. */
  readonly speakByDigest?: (words: string) => boolean;
  /** For all sources of a case or folder at once. A source nothing is said of is left to the next scheme. */
  check(sources: readonly CheckedSource[], inputs: Inputs, tools: CheckTools): Promise<readonly SourceJudgements[]>;
  /** What proofs, among the sources or supplied, say of other sources once those have been judged. Sources are matched by digest, never by name. */
  attest?(subjects: readonly Subject[], inputs: Inputs, tools: CheckTools): Promise<readonly Attestation[]>;
}

export interface SourceJudgements {
  /** Index into the sources the scheme was given. */
  readonly source: number;
  /** A verdict for each layer found; at least one. */
  readonly judgements: readonly Judgement[];
}

/** A verdict but for the bytes themselves, which are hashed while they are being checked, and for what other files say of them. */
export type Judgement = Omit<SourceVerdict, 'sha256' | 'properties' | 'headline'> & {
  readonly properties: JudgedProperties;
  /** Said of the properties as they stand in the end: an attestation may have settled one. */
  headline(properties: JudgedProperties): string;
};

export type JudgedProperties = Readonly<Record<Exclude<Property, 'custody'>, PropertyVerdict>>;

/** A source whose own bytes have been judged. */
export interface Subject {
  /** Index into the sources. */
  readonly index: number;
  readonly source: CheckedSource;
  /** Of the source's bytes, lower-case hex. */
  readonly sha256: string;
  readonly judgements: readonly Judgement[];
}

/** What one file says of another. Joined to the subject's first verdict; what failed there stays failed. */
export interface Attestation {
  /** Index of the source spoken of. */
  readonly source: number;
  /** The file that says so. */
  readonly by: string;
  /** In a few words, for a source without a mechanism of its own: `RFC 3161 time-stamp token`. */
  readonly mechanism: string;
  readonly properties: Partial<JudgedProperties>;
  readonly failures: readonly ChainFailure[];
  readonly notes: SourceVerdict['notes'];
}

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
  /** The container these bytes were unpacked from, as it was handed in; null: the bytes are those of the file itself. */
  readonly packed: PackedIn | null;
  /** True: at hand for what it says of the others; no verdict of its own is wanted. */
  readonly beside?: boolean;
}

export interface PackedIn {
  readonly path: string;
  /** The way to the member, as `openMember` takes it. */
  readonly member: string;
}

/** Handed in by a person from outside the evidence: an anchor, or a key's file. */
export interface SuppliedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Handed in as a key, and read as one. */
  readonly asKey?: boolean;
}

/** What a person supplied from outside the file. */
export interface Inputs {
  /** All that may apply; one alone when a person named it. */
  readonly profiles: readonly ChainProfile[];
  readonly profileNamed: boolean;
  readonly keys: SuppliedKeys;
  readonly anchors: Anchors;
  /** Anchors noted for one source, by its key, in place of `anchors`. */
  readonly anchorsOf?: ReadonlyMap<number, Anchors>;
  /** Every supplied file as it is, those read as keys among them: proofs, trusted roots, certificates, requests, key lists. */
  readonly files: readonly SuppliedFile[];
}

export interface Anchors {
  readonly count: number | null;
  /** Hash of the last record, as the log writes it. */
  readonly head: string | null;
  /** RFC 3339: the log should reach up to this time. */
  readonly endTime: string | null;
}

export function anchorsFor({ sourceKey }: Pick<CheckedSource, 'sourceKey'>, { anchors, anchorsOf }: Pick<Inputs, 'anchors' | 'anchorsOf'>): Anchors {
  return (sourceKey === null ? undefined : anchorsOf?.get(sourceKey)) ?? anchors;
}

export const noAnchors: Anchors = { count: null, head: null, endTime: null };

export interface CheckTools {
  readonly pool: CheckPool;
  readonly signal: AbortSignal;
  onProgress(bytes: number, records: number): void;
  /** Which source is read next, for the progress line. */
  onSource?(source: CheckedSource): void;
}

/** Threads that check ranges, or the same code in this thread. */
export interface CheckPool {
  readonly size: number;
  check(task: CheckTask): AsyncIterable<ChainBatch>;
  close(): Promise<void>;
}
