import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RememberedInput } from '#shared/ipc/answers.ts';
import type { JsonObject } from '#shared/json.ts';
import { orThrow, ProblemError } from '#shared/result.ts';
import { listSupplied } from '../findings/list-acts.ts';
import { recogniseProof } from '../integrity/checker.ts';
import { noAnchors, type Anchors, type Inputs, type SuppliedFile } from '../integrity/scheme.ts';
import { fingerprint, importKey, readKeys, type SuppliedKey } from '../integrity/signatures/keys.ts';
import type { CaseBench } from './case-bench.ts';
import type { CheckRequest } from './check-inputs.ts';

type Case = Pick<CaseBench, 'case'>['case'];

/** What earlier checks of the case were given and nobody has withdrawn. */
interface Remembered {
  readonly keys: ReadonlyMap<string, SuppliedKey>;
  readonly files: ReadonlyMap<string, string>;
  /** By the source they were noted for; null: for every source. */
  readonly anchors: ReadonlyMap<number | null, Anchors>;
  readonly listed: readonly RememberedInput[];
}

/** The inputs of a check: what is handed in now, before what the case remembers. Anchors given now take the place of those noted before. */
export function withRemembered(inputs: Inputs, known: Case, sourceKey: number | null): Inputs {
  const { keys, files, anchors } = rememberedBy(known);
  const own = new Set(inputs.keys.publics.map(printOf));
  const hashes = new Set(inputs.files.map(({ bytes }) => sha256Of(bytes)));
  const noted = (scope: number | null): Anchors => anchors.get(scope) ?? noAnchors;
  const general = joined(noted(null), inputs.anchors);
  return {
    ...inputs,
    keys: { ...inputs.keys, publics: [...inputs.keys.publics, ...[...keys].flatMap(([print, key]) => (own.has(print) ? [] : [key]))] },
    files: [...inputs.files, ...[...files].flatMap(([sha256, name]) => (hashes.has(sha256) ? [] : [vaultFile(known, sha256, name)]))],
    anchors: sourceKey === null ? general : joined(joined(noted(null), noted(sourceKey)), inputs.anchors),
    anchorsOf: new Map(sourceKey === null ? [...anchors.keys()].flatMap((key) => (key === null ? [] : [[key, joined(joined(noted(null), noted(key)), inputs.anchors)]])) : []),
  };
}

/** What of a check's inputs the case keeps, for the journal; files go to the vault. Never a secret, nor what may be one. */
export async function keepInputs({ case: known }: Pick<CaseBench, 'case'>, sourceKey: number | null, { keys = [], files = [], anchors }: CheckRequest): Promise<JsonObject> {
  const material: SuppliedFile[] = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }));
  const publics: JsonObject[] = [];
  let keysNotKept = 0;
  for (const { name, base64 } of keys) {
    const bytes = Buffer.from(base64, 'base64');
    const isMaterial = !mayHoldSecret(bytes) && recogniseProof(bytes) !== null;
    if (isMaterial) material.push({ name, bytes });
    const read = isPlainlyPublic(bytes) ? orThrow(readKeys(bytes, name)).publics : [];
    publics.push(...read.slice(0, 200).map(({ spki, kid }) => ({ spki: Buffer.from(spki).toString('base64'), kid, from: name })));
    if (!isMaterial && read.length === 0) keysNotKept += 1;
  }
  const kept: JsonObject[] = [];
  for (const { name, bytes } of material) if (!mayHoldSecret(bytes)) kept.push({ name, sha256: await intoVault(known, bytes), bytes: bytes.length });
  const noted = { ...noAnchors, ...anchors };
  return { scope: sourceKey, publics, files: kept, anchors: { ...noted }, keysNotKept };
}

export function listRemembered(known: Case): readonly RememberedInput[] {
  return rememberedBy(known).listed;
}

/** `what`: an id of the list, or `all`. Verdicts made before stay as they are; checks from now on go without. */
export function withdrawInput({ journal }: Case, known: readonly RememberedInput[], what: string, reason: string): void {
  if (what !== 'all' && !known.some(({ id }) => id === what)) throw new ProblemError('no-such-input', `No check of this case was given ${JSON.stringify(what)}, or it was withdrawn.`, `Known: ${known.map(({ id }) => id).join(', ') || 'none'}.`);
  orThrow(journal.append('check-input-withdrawn', { what, reason }));
}

/** Names the vault's items that came in as an input. */
export function suppliedItems({ journal }: Case): readonly { readonly sha256: string; readonly name: string; readonly at: string; readonly bytes: number; /** `for a check`. */ readonly purpose: string }[] {
  return journal.all().flatMap((entry) => {
    if (entry.act === listSupplied.act) {
      const list = listSupplied.data.safeParse(entry.data);
      return list.success ? [{ sha256: list.data.sha256, name: list.data.name, bytes: list.data.bytes, at: entry.at, purpose: `as ${list.data.list}` }] : [];
    }
    return entry.act === 'source-verified' ? (verified.parse(entry.data).supplied?.files ?? []).map((file) => ({ ...file, at: entry.at, purpose: 'for a check' })) : [];
  });
}

function rememberedBy({ journal }: Case): Remembered {
  const keys = new Map<string, SuppliedKey>();
  const files = new Map<string, string>();
  const anchors = new Map<number | null, Anchors>();
  const listed = new Map<string, RememberedInput>();
  for (const { act, data, at, seq } of journal.all()) {
    if (act === 'check-input-withdrawn') {
      const { what } = withdrawn.parse(data);
      for (const id of what === 'all' ? [...listed.keys()] : [what]) {
        listed.delete(id);
        keys.delete(id);
        files.delete(id);
        for (const scope of [...anchors.keys()]) if (anchorsId(scope) === id) anchors.delete(scope);
      }
    }
    const supplied = act === 'source-verified' ? verified.parse(data).supplied : undefined;
    if (supplied === undefined) continue;
    const list = (id: string, kind: RememberedInput['kind'], words: string): void => void listed.set(id, { id, kind, words, since: at, journalSeq: seq });
    for (const { spki, kid, from } of supplied.publics) {
      const key = { spki: Buffer.from(spki, 'base64'), kid, from };
      keys.set(printOf(key), key);
      list(printOf(key), 'key', `public key from ${from}`);
    }
    for (const { name, sha256 } of supplied.files) {
      files.set(sha256, name);
      list(sha256, 'file', name);
    }
    const noted = joined(anchors.get(supplied.scope) ?? noAnchors, supplied.anchors);
    if (noted.count === null && noted.head === null && noted.endTime === null) continue;
    anchors.set(supplied.scope, noted);
    list(anchorsId(supplied.scope), 'anchors', anchorWords(noted));
  }
  return { keys, files, anchors, listed: [...listed.values()] };
}

export function anchorWords({ count, head, endTime }: Anchors): string {
  return [count === null ? '' : `${count} records expected`, head === null ? '' : `head ${head} expected`, endTime === null ? '' : `records up to ${endTime} expected`].filter((word) => word !== '').join(' · ');
}

function anchorsId(scope: number | null): string {
  return scope === null ? 'anchors' : `anchors of source ${scope}`;
}

function joined(before: Anchors, now: Anchors): Anchors {
  return { count: now.count ?? before.count, head: now.head ?? before.head, endTime: now.endTime ?? before.endTime };
}

function printOf({ spki }: Pick<SuppliedKey, 'spki'>): string {
  return fingerprint(importKey(spki));
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A raw key of 32 bytes may as well be a MAC's secret: only what says of itself that it is public is kept. */
function isPlainlyPublic(bytes: Buffer): boolean {
  const text = bytes.toString('utf8').trim();
  return !mayHoldSecret(bytes) && (text.includes('-----BEGIN') || text.startsWith('{') || text.startsWith('[') || text.startsWith('did:key:'));
}

/** PEM of a private key, or a JWK with private members. */
function mayHoldSecret(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 1 << 20)).toString('latin1');
  return text.includes('PRIVATE KEY') || (text.includes('"kty"') && /"(?:d|k|p|q|dp|dq|qi)"\s*:/.test(text));
}

/** What a person hands in beside the sources goes into the vault like an original. */
export async function intoVault({ vault, folder }: Case, bytes: Uint8Array): Promise<string> {
  mkdirSync(folder.work, { recursive: true });
  const path = join(folder.work, `supplied-${randomBytes(12).toString('hex')}`);
  try {
    writeFileSync(path, bytes);
    return orThrow(await vault.store(path)).sha256;
  } finally {
    rmSync(path, { force: true });
  }
}

/** Read back, and still the bytes that were kept. */
export function vaultFile({ vault }: Case, sha256: string, name: string): SuppliedFile {
  const bytes = vault.has(sha256) ? readFileSync(vault.pathOf(sha256)) : null;
  if (bytes === null || sha256Of(bytes) !== sha256) throw new ProblemError(bytes === null ? 'vault-item-missing' : 'vault-item-changed', `${name} (${sha256}), which was handed in earlier, is ${bytes === null ? 'no longer in the vault' : 'not as it was kept in the vault'}.`, 'Restore it from a copy of the case, or withdraw it.');
  return { name, bytes };
}

const withdrawn = z.object({ what: z.string(), reason: z.string() });
const verified = z.object({
  supplied: z
    .object({
      scope: z.number().int().nullable(),
      publics: z.array(z.object({ spki: z.string(), kid: z.string().nullable(), from: z.string() })),
      files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number() })),
      anchors: z.object({ count: z.number().nullable(), head: z.string().nullable(), endTime: z.string().nullable() }),
      keysNotKept: z.number(),
    })
    .optional(),
});
