import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { ProblemError } from '#shared/result.ts';
import { caseFile, journalFile, readManifest, payloadManifest, sha256Of, tagManifest } from '../../bags/bag-text.ts';
import { openBag, type BagMember } from '../../bags/open-bag.ts';
import { syncFolder } from '../../case/sync-folder.ts';
import { bagFailed, checkBag, type BagCheckTools } from './check-bag.ts';

const packedCase = z.looseObject({ id: z.string().min(1), formatVersion: z.number().int().min(1), name: z.string() });

/**
 * Makes a case folder of a package, whole or not at all: its originals are the vault, its journal is the journal, byte for byte. Only a package
 * in which nothing failed and from which nothing was left out becomes a case; any other can be checked and read in its viewer.
 */
export async function receiveBag(path: string, into: string, now: string, tools: BagCheckTools): Promise<string> {
  const folder = resolve(into.endsWith('.case') ? into : `${into}.case`);
  if (existsSync(folder)) throw new ProblemError('case-exists', `There is something at ${folder} already.`, 'Choose another name or place.');
  const check = await checkBag(path, tools);
  const failure = check.findings.find(({ verdict }) => verdict === 'failed');
  if (bagFailed(check) && failure !== undefined) throw new ProblemError('bag-failed', `The package is not what was packed (${failure.part}): ${failure.sentence}`, 'proofline verify PACKAGE lists everything that fails. Ask for the package again.');
  if (check.omitted.length > 0) throw new ProblemError('bag-incomplete', `The package leaves out ${check.omitted.map(({ name }) => name).join(', ')}, so the case cannot be made again from it.`, 'Open data/viewer.html to look at what is there, or ask for a package with every original.');
  const making = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`);
  const bag = await openBag(path);
  try {
    const [about, journal, tags, manifest] = [await bag.text(caseFile), await bag.text(journalFile, 1 << 30), await bag.text(tagManifest), await bag.text(payloadManifest)];
    const read = packedCase.safeParse(about === null ? null : JSON.parse(about.toString('utf8')));
    if (!read.success || journal === null || tags === null || manifest === null) throw new ProblemError('bag-failed', 'The package has no readable case file.', 'Ask for the package again.');
    for (const part of ['', 'vault', 'vault/sha256', 'work']) await mkdir(join(making, part), { recursive: true, mode: 0o700 });
    for (const { path: name, sha256 } of readManifest(manifest.toString('utf8')) ?? []) {
      const member = bag.files.get(name);
      if (name.startsWith('data/originals/') && member !== undefined) await intoVault(member, sha256, join(making, 'vault/sha256', sha256.slice(0, 2)));
    }
    await written(join(making, 'journal.jsonl'), [journal], 0o600);
    const received = { package: basename(path), tagManifestSha256: sha256Of(tags), signer: check.signer ?? '', at: now };
    await written(join(making, 'case.json'), [Buffer.from(`${JSON.stringify({ ...read.data, received }, null, 2)}\n`)], 0o600);
    syncFolder(making);
    await rename(making, folder);
    syncFolder(dirname(folder));
    return folder;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  } finally {
    bag.close();
  }
}

/** Under the name the manifest gives, which the check just held against the bytes; the index is made from it only if it opens under it. */
async function intoVault({ content }: BagMember, sha256: string, folder: string): Promise<void> {
  if (content === null) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, sha256);
  if (existsSync(target)) return;
  await written(target, content.read(), 0o600);
  await chmod(target, 0o444);
}

async function written(path: string, chunks: Iterable<Buffer> | AsyncIterable<Buffer>, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}
