import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { BagCheck, BagFile, BagFinding, OmittedOriginal } from '#shared/model/bag.ts';
import type { JournalEntry } from '#shared/model/journal.ts';
import { properties, type SourceVerdict } from '#shared/model/verdict.ts';
import { ProblemError } from '#shared/result.ts';
import { journalFile, originalsFile, readInfo, tagManifest, timeStampFile } from '../../bags/bag-text.ts';
import { bagFinding, checkManifests, type CheckedManifests, type ManifestWatch } from '../../bags/check-manifests.ts';
import { countedWords } from '../../bags/counted-words.ts';
import { openBag, type OpenBag } from '../../bags/open-bag.ts';
import { readLine } from '../../case/journal-line.ts';
import { splitLines } from '../../case/check-journal.ts';
import { checkSources, createInlineCheckPool } from '../../integrity/checker.ts';
import { readInputs } from '../check-inputs.ts';

export interface BagCheckTools extends ManifestWatch {
  readonly resources: string;
  /** Public keys from elsewhere, as `ed25519:…`. */
  readonly pinned: readonly string[];
}

/** Everything a package can be held against without what it was made from. Nothing of it is trusted, nothing stops at the first failure. */
export async function checkBag(path: string, tools: BagCheckTools): Promise<BagCheck> {
  const bag = await openBag(path);
  try {
    const manifests = await checkManifests(bag, tools.pinned, tools);
    const info = readInfo((await bag.text('bag-info.txt'))?.toString('utf8') ?? '');
    const journalBytes = await bag.text(journalFile, 1 << 30);
    const journal = journalBytes === null ? null : await checkedFile(journalBytes, 'journal.jsonl', tools.resources);
    const entries = journalBytes === null ? [] : splitLines(journalBytes).map(readLine).flatMap((read) => ('entry' in read ? [read.entry] : []));
    const listed = await statedOriginals(bag);
    const findings = [...manifests.findings, ...journalFindings(journal, entries, info, manifests.signer), originalsFinding(entries, listed, manifests), await timeStampFinding(bag, tools.resources)];
    return { name: bag.name, info: info.map(([label, value]) => ({ label, value })), payloadFiles: manifests.payloadFiles, payloadBytes: manifests.payloadBytes, signer: manifests.signer, findings, journal, omitted: listed?.omitted ?? [] };
  } finally {
    bag.close();
  }
}

export function bagFailed({ findings }: Pick<BagCheck, 'findings'>): boolean {
  return findings.some(({ verdict }) => verdict === 'failed');
}

function journalFindings(journal: SourceVerdict | null, entries: readonly JournalEntry[], info: ReturnType<typeof readInfo>, signer: string | null): readonly BagFinding[] {
  if (journal === null) return [bagFinding('journal', 'failed', `${journalFile} is missing or cannot be read.`, [{ path: journalFile, what: 'missing', expected: null, found: null }])];
  const failed = properties.filter((property) => journal.properties[property].verdict === 'failed');
  const stated = info.find(([label]) => label === 'Journal-Head')?.[1] ?? null;
  const head = entries.at(-1)?.hash ?? null;
  const chain = failed.length === 0 ? bagFinding('journal', 'verified', `Custody journal: ${journal.headline}`) : bagFinding('journal', 'failed', `Custody journal: ${journal.headline}`, [{ path: journalFile, what: 'altered', expected: null, found: null }]);
  const end = stated === null ? bagFinding('journal', 'not-checked', 'bag-info.txt states no head of the journal: a cut end would not show.') : stated === head ? bagFinding('journal', 'verified', `Its last entry is the one bag-info.txt names (${stated.slice(0, 12)}…), so nothing was cut off after the package was made.`) : bagFinding('journal', 'failed', `bag-info.txt says the journal ended at ${stated}; it ends at ${head ?? 'no readable entry'}.`, [{ path: journalFile, what: 'altered', expected: stated, found: head }]);
  const keys = [...new Set(entries.map(({ key }) => key))];
  const own = signer !== null && keys.length === 1 && keys[0] === signer;
  return [chain, end, ...(own || keys.length === 0 ? [] : [bagFinding('journal', 'verified', `Its entries are signed by ${countedWords(keys.length, 'key')}: ${keys.join(', ')}. The package is signed by ${signer ?? 'no readable key'}.`)])];
}

const statedShape = z.object({
  originals: z.array(z.object({ path: z.string().nullable(), name: z.string(), sha256: z.string(), bytes: z.number() })),
  omitted: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number(), reason: z.string() })),
});

async function statedOriginals(bag: OpenBag): Promise<{ readonly originals: z.infer<typeof statedShape>['originals']; readonly omitted: readonly OmittedOriginal[] } | null> {
  const bytes = await bag.text(originalsFile);
  if (bytes === null) return null;
  const read = statedShape.safeParse(parsed(bytes));
  return read.success ? read.data : null;
}

const imported = z.object({ sources: z.array(z.object({ name: z.string(), vaultSha256: z.string() })) });

/** What the journal says was imported, against what is here or stated as left out. */
function originalsFinding(entries: readonly JournalEntry[], listed: Awaited<ReturnType<typeof statedOriginals>>, { hashes }: CheckedManifests): BagFinding {
  if (listed === null) return bagFinding('originals', 'failed', `${originalsFile} is missing or cannot be read.`, [{ path: originalsFile, what: 'unreadable', expected: null, found: null }]);
  const present = new Set([...hashes].flatMap(([path, sha256]) => (path.startsWith('data/originals/') ? [sha256] : [])));
  const stated = new Map(listed.omitted.map((one) => [one.sha256, one]));
  const named = new Map(entries.flatMap(({ act, data }) => (act === 'import-finished' ? (imported.safeParse(data).data?.sources ?? []) : [])).map(({ vaultSha256, name }) => [vaultSha256, name]));
  const missing = [...named].flatMap(([sha256, name]): readonly BagFile[] => (present.has(sha256) || stated.has(sha256) ? [] : [{ path: name, what: 'missing', expected: sha256, found: null }]));
  if (missing.length > 0) return bagFinding('originals', 'failed', `${countedWords(missing.length, 'original')} of ${named.size} that the journal names ${missing.length === 1 ? 'is' : 'are'} neither here nor stated as left out.`, missing);
  const omitted = listed.omitted.map(({ name, sha256, reason }): BagFile => ({ path: name, what: 'omitted', expected: sha256, found: reason }));
  const here = [...named.keys()].filter((sha256) => present.has(sha256)).length;
  return bagFinding('originals', 'verified', `${here} of ${named.size} originals that the journal names are here with the hash it noted at import${omitted.length === 0 ? '' : `; ${omitted.length} left out as stated, by hash`}.`, omitted);
}

async function timeStampFinding(bag: OpenBag, resources: string): Promise<BagFinding> {
  const [token, stamped] = [await bag.text(timeStampFile, 1 << 20), await bag.text(tagManifest)];
  if (token === null || stamped === null) return bagFinding('time stamp', 'not-checked', `No time-stamp token (${timeStampFile}) is in the package: when it was made is what its maker says.`);
  const verdict = await checkedFile(stamped, tagManifest, resources, { name: timeStampFile, bytes: token });
  const { verdict: word, sentence } = verdict.properties.time;
  return bagFinding('time stamp', word, sentence, word === 'failed' ? [{ path: timeStampFile, what: 'altered', expected: null, found: null }] : []);
}

/** By the engine that checks every other log; in a scratch folder that is gone afterwards. */
async function checkedFile(bytes: Buffer, name: string, resources: string, proof: { readonly name: string; readonly bytes: Buffer } | null = null): Promise<SourceVerdict> {
  const scratch = await mkdtemp(join(tmpdir(), 'proofline-bag-'));
  try {
    const path = join(scratch, basename(name));
    await writeFile(path, bytes);
    const inputs = readInputs({ ...(proof === null ? { profile: 'proofline-journal' } : {}), keys: [], files: proof === null ? [] : [{ name: proof.name, base64: proof.bytes.toString('base64') }] }, resources);
    const source = { sourceKey: null, name, path, bytes: bytes.length, importedSha256: null, layout: proof === null ? { kind: 'lines' as const } : null, packed: null };
    const [[verdict] = []] = await checkSources([source], inputs, { pool: createInlineCheckPool(), signal: new AbortController().signal, onProgress: () => undefined });
    if (verdict === undefined) throw new ProblemError('journal-empty', 'The journal in the package has no entries.');
    return verdict;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
