import type { Store } from '../store/store.ts';
import { DigestSet } from './digest-set.ts';

/**
 * What an import must know of everything that came before it: which record bytes and which runs the case has already.
 * Kept across the sources of one import; read from the index at its start.
 */
export interface ImportState {
  /** 96 bits a record. */
  readonly records: DigestSet;
  /** 64 bits a run. */
  readonly runs: DigestSet;
  /** Runs (UUID text) that more than one batch speaks of: their rows are made again from all their records at the end. */
  readonly shared: Set<string>;
}

const pageRows = 50_000;

export async function readImportState(store: Store, caseKey: number): Promise<ImportState> {
  const records = new DigestSet(3);
  const runs = new DigestSet(2);
  for (let after: readonly [number, number, number] | null = [-1, -1, -1]; after !== null; ) {
    after = await addRecords(store, caseKey, records, after);
  }
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
    after = await addRuns(store, caseKey, runs, after);
  }
  return { records, runs, shared: new Set() };
}

/** A page comes as one text: rows handed over one by one cost more than all the rest. The text stays out of the sort, which would copy it a row. */
async function addRecords(store: Store, caseKey: number, set: DigestSet, after: readonly [number, number, number]): Promise<readonly [number, number, number] | null> {
  const [row] = await store.query(
    `WITH page AS (SELECT source_key, byte_offset, part, sha256
                     FROM record
                    WHERE case_key = $1 AND (source_key, byte_offset, part) > ($2, $3, $4)
                    ORDER BY source_key, byte_offset, part
                    LIMIT ${pageRows})
     SELECT (SELECT string_agg(encode(substring(sha256 FROM 1 FOR 12), 'hex'), '') FROM page), source_key, byte_offset, part
       FROM (SELECT source_key, byte_offset, part FROM page ORDER BY source_key DESC, byte_offset DESC, part DESC LIMIT 1) AS last`,
    [caseKey, ...after],
  );
  if (row === undefined) return null;
  const bytes = Buffer.from(String(row[0]), 'hex');
  const words = new Uint32Array(3);
  for (let at = 0; at < bytes.length; at += 12) {
    words[0] = bytes.readUInt32LE(at);
    words[1] = bytes.readUInt32LE(at + 4);
    words[2] = bytes.readUInt32LE(at + 8);
    set.add(words, 0);
  }
  return bytes.length < pageRows * 12 ? null : [Number(row[1]), Number(row[2]), Number(row[3])];
}

async function addRuns(store: Store, caseKey: number, set: DigestSet, after: string): Promise<string | null> {
  const [row] = await store.query(
    `WITH page AS (SELECT id
                     FROM run
                    WHERE case_key = $1 AND id > $2::uuid
                    ORDER BY id
                    LIMIT ${pageRows})
     SELECT (SELECT string_agg(encode(uuid_send(id), 'hex'), '') FROM page), id::text
       FROM (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`,
    [caseKey, after],
  );
  if (row === undefined) return null;
  const ids = Buffer.from(String(row[0]), 'hex');
  for (let at = 0; at < ids.length; at += 16) set.add(runWords(ids, at), 0);
  return ids.length < pageRows * 16 ? null : String(row[1]);
}

/**
 * Two words of a run id, the first and the last: those between hold the version and variant bits, which are the same in every id.
 */
export function runWords(ids: Uint8Array, at: number): Uint32Array {
  const view = new DataView(ids.buffer, ids.byteOffset + at, 16);
  scratch[0] = view.getUint32(0, true);
  scratch[1] = view.getUint32(12, true);
  return scratch;
}

const scratch = new Uint32Array(2);

export function uuidText(ids: Uint8Array, at: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + at, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
