import { createHash, verify } from 'node:crypto';
import { z } from 'zod';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '#shared/json.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { canonicalJson } from './canonical-json.ts';
import { verifyingKey, type SigningKey } from './signing-key.ts';

export const noPrevious = '0'.repeat(64);

export type UnsignedEntry = Omit<JournalEntry, 'hash' | 'signature'>;

/** The entry with hash and signature, and the line that is written for it: its RFC 8785 form and LF. */
export function sealEntry(unsigned: UnsignedEntry, key: SigningKey): { readonly entry: JournalEntry; readonly line: string } {
  const entry = { ...unsigned, data: wellFormedObject(unsigned.data) };
  const bytes = Buffer.from(canonicalJson(asJson(entry)));
  const sealed: JournalEntry = { ...entry, hash: sha256(bytes), signature: key.sign(bytes) };
  return { entry: sealed, line: `${canonicalJson(asJson(sealed))}\n` };
}

export type ReadLine = { readonly entry: JournalEntry } | { readonly what: string };

/**
 * One line, without its LF, checked on its own: form, hash, signature. Our journal is written in canonical form, so any
 * other spelling of the same entry (a repeated member, white space) is an alteration.
 */
export function readLine(bytes: Buffer): ReadLine {
  const line = bytes.toString('utf8');
  const parsed = entrySchema.safeParse(parseJson(line));
  if (!parsed.success) return { what: 'is not a journal entry: its content was altered or damaged' };
  const entry = parsed.data;
  if (!canonicalBytes(entry)?.equals(bytes)) return { what: 'is not in the canonical form the journal is written in: it was altered' };
  const { hash, signature, ...signed } = entry;
  const content = Buffer.from(canonicalJson(asJson(signed)));
  const found = sha256(content);
  if (found !== hash) return { what: `was altered: its content has SHA-256 ${found}, the entry states ${hash}` };
  const key = verifyingKey(entry.key);
  if (key === null) return { what: 'names no usable Ed25519 public key' };
  const signatureBytes = Buffer.from(signature, 'base64url');
  if (signatureBytes.toString('base64url') !== signature || !verify(null, content, key, signatureBytes)) return { what: `was altered: its signature is not that of ${entry.key}` };
  return { entry };
}

const jsonValue: z.ZodType<JsonValue> = z.lazy(() => z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(jsonValue), z.record(z.string(), jsonValue)]));
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const entrySchema = z.strictObject({
  v: z.literal(1),
  seq: z.number().int().min(1),
  at: z.string(),
  act: z.string(),
  actor: z.string(),
  build: z.string(),
  data: z.record(z.string(), jsonValue),
  prev: hex64,
  key: z.string(),
  hash: hex64,
  signature: z.string(),
});

/** The entry's members, as data: an interface is not an index signature. */
function asJson(entry: UnsignedEntry | JournalEntry): JsonObject {
  return { ...entry };
}

/** Null when the entry has no canonical form (a lone surrogate): then nobody wrote it as a journal entry. */
function canonicalBytes(entry: JournalEntry): Buffer | null {
  try {
    return Buffer.from(canonicalJson(asJson(entry)));
  } catch {
    return null;
  }
}

/** File names and other foreign text may hold lone surrogates, which have no canonical form: U+FFFD stands for them. */
function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd');
  if (isJsonArray(value)) return value.map(wellFormed);
  return isJsonObject(value) ? wellFormedObject(value) : value;
}

function wellFormedObject(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.replace(/\p{Surrogate}/gu, '\ufffd'), wellFormed(value)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
