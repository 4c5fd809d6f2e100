import { mkdirSync } from 'node:fs';
import { proofFormat, type ColumnMapping } from '#shared/model/source.ts';
import { isJsonObject } from '#shared/json.ts';
import { orThrow, ProblemError, type Problem } from '#shared/result.ts';
import type { Received } from '../case/vault.ts';
import type { Archives, Extracted } from '../evidence/archives.ts';
import type { Layout } from '../evidence/layout.ts';
import { readSample } from '../evidence/sample.ts';
import { encodedLayout, textLayout } from '../evidence/utf-16.ts';
import { detectFormat } from '../importers/detect.ts';
import { importers } from '../importers/index.ts';
import type { Detection, Importer, Sample } from '../importers/importer.ts';
import { keptAsProof } from './kept-proof.ts';
import { memberPath } from './source-shelf.ts';

/** One file, or one member of a container, that a person asked to import. */
export interface ImportRequest {
  readonly name: string;
  /** The file on their disk: the thing itself, or the container. */
  readonly file: string;
  readonly member: string | null;
  readonly bytes: number;
  /** null: whatever detection says. */
  readonly format: string | null;
  readonly mapping: ColumnMapping | null;
  readonly zone: string | null;
  /** Chosen with others, by their folder or container: when it cannot be read, the others are imported all the same. */
  readonly isOneOfMany: boolean;
}

/** What was chosen with others and is not imported, and why. */
export interface UnreadMember {
  readonly name: string;
  readonly bytes: number;
  readonly problem: Problem;
}

/** A source whose bytes are ours and whose format is settled. */
export interface RecognisedSource {
  readonly name: string;
  /** Where the bytes can be read now. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly member: string | null;
  readonly received: Received;
  readonly importer: string;
  readonly layout: Layout;
  readonly mapping: ColumnMapping | null;
  readonly zone: string | null;
  /** Why this format, in words. */
  readonly detection: string;
  readonly integrity: string;
  /** What of its container was left unread behind it. */
  readonly left: readonly Problem[];
}

export async function recogniseSource(request: ImportRequest, received: Received, work: string, archives: Archives, signal: AbortSignal): Promise<RecognisedSource> {
  const { words: said, left, ...unpacked } = request.member === null ? { path: received.path, bytes: received.bytes, sha256: received.sha256, words: '', left: [] } : await unpack(received.path, request.member, work, archives, signal);
  const opened = { ...unpacked, left };
  const words = [said, ...left.map(({ message }) => message)].filter((sentence) => sentence !== '').join(' ');
  const sample = await readSample(opened.path);
  const proof = await keptAsProof(request, sample, opened.path);
  if (proof !== null) {
    return {
      name: request.name, ...opened, member: request.member, received, importer: proofFormat, layout: { kind: 'lines' }, mapping: null, zone: null,
      detection: `Kept as proof: ${proof}.${words === '' ? '' : ` ${words}`}`, integrity: `${proof}, not checked`,
    };
  }
  if (sample.problem !== null) throw new ProblemError(sample.problem.code, `${request.name}: ${sample.problem.message}`, sample.problem.nextStep);
  const { importer, detection } = chosenFormat(request, sample);
  const { mapping, zone } = request;
  return {
    name: request.name, ...opened, member: request.member, received, importer: importer.id, layout: encodedLayout(textLayout(detection.layout), sample.encoding), mapping, zone: mapping?.zone ?? zone,
    detection: `${detection.why}${encodingWords(sample)}${words === '' ? '' : ` ${words}`}`, integrity: integrityWords(detection.layout, sample),
  };
}

function encodingWords({ encoding }: Sample): string {
  return encoding === 'utf-8' ? '' : ` Written in ${encoding.toUpperCase()}; offsets and hashes are of its own bytes.`;
}

async function unpack(container: string, member: string, work: string, archives: Archives, signal: AbortSignal): Promise<Extracted> {
  mkdirSync(work, { recursive: true });
  return orThrow(await archives.extract(container, member, work, { signal, nameOf: (sha256) => memberPath(work, sha256) }));
}

/** The format detection finds, or the one a person named against or without it. Throws the problem a person can act on. */
export function chosenFormat(request: Pick<ImportRequest, 'format' | 'mapping' | 'name'>, sample: Sample): { readonly importer: Importer; readonly detection: Detection } {
  const named = request.format ?? (request.mapping === null ? null : 'mapped');
  const found = detectFormat(sample);
  if (named === null || (found.kind === 'found' && found.importer.id === named && request.mapping === null)) {
    if (found.kind === 'none') throw new ProblemError('format-not-recognised', `${request.name}: ${found.why}`, 'Import it with a column mapping, or name its format.');
    return found;
  }
  const importer = importers.find(({ id }) => id === named);
  if (importer === undefined) throw new ProblemError('unknown-format', `There is no format named ${JSON.stringify(named)}.`, `Known formats: ${importers.map(({ id }) => id).join(', ')}.`);
  const layout = mappedLayout(request.mapping, sample) ?? importer.detect(sample)?.layout ?? sample.candidates[0]?.layout;
  if (layout === undefined) throw new ProblemError('unreadable', `${request.name} is neither JSON, JSON lines nor CSV.`, 'Look at its first bytes; it may be compressed or encrypted.');
  const seen = found.kind === 'none' ? 'nothing recognised it' : found.importer.id === named ? found.detection.why : `by its content it would be: ${found.importer.title}`;
  const how = request.mapping === null ? 'Named for the import' : 'Read by the mapping given';
  return { importer, detection: { confidence: 100, layout, why: `${how}: ${importer.title}; ${seen}` } };
}

/** The layout under which the mapping's records lie, when it says where they are. */
function mappedLayout(mapping: ColumnMapping | null, sample: Sample): Layout | null {
  if (mapping === null || mapping.recordsAt === null) return null;
  const at = `${mapping.recordsAt}/*`;
  return sample.candidates.find(({ layout }) => layout.kind === 'json' && layout.records.includes(at))?.layout ?? { kind: 'json', records: [at] };
}

const chainMembers: readonly (readonly [string, string])[] = [['prev_hash', 'hash'], ['prevHash', 'hash'], ['previous_hash', 'entry_hash'], ['previousHash', 'hash'], ['previous_record_hash', 'record_hash']];

/**
 * What the records offer as proof of themselves: what was seen in the first of them, never that it holds. `Importer.integrity`
 * says what a format can carry; a source of that format may carry nothing.
 */
function integrityWords(layout: Layout, sample: Sample): string {
  const records = sample.candidates.find((candidate) => JSON.stringify(candidate.layout) === JSON.stringify(layout))?.records ?? [];
  const chained = chainMembers.some(([previous, own]) => {
    const carrying = records.filter(({ value }) => isJsonObject(value) && typeof value[own] === 'string' && value[previous] !== undefined);
    return carrying.length * 2 > records.length;
  });
  return chained ? 'hash chain, not checked' : 'no mechanism';
}
