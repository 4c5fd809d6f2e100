import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { failed, ok, type Result } from '#shared/result.ts';
import { createJournalFile } from './journal.ts';
import { syncFolder } from './sync-folder.ts';

/** The places inside a case. `db` and `work` are disposable; the rest is the case. */
export interface CaseFolder {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  readonly createdWith: string;
  readonly vault: string;
  readonly journal: string;
  readonly db: string;
  readonly work: string;
  /** The evidence package it was received as; null: it was made here. A received case is read-only. */
  readonly received: ReceivedAs | null;
}

export interface ReceivedAs {
  readonly package: string;
  /** SHA-256 of the package's tag manifest, which covers all of it. */
  readonly tagManifestSha256: string;
  /** `ed25519:` and hex. */
  readonly signer: string;
  /** RFC 3339 UTC, by this computer's clock. */
  readonly at: string;
}

export const caseFormatVersion = 1;

export interface NewCase {
  readonly name: string;
  readonly build: string;
  readonly now: () => bigint;
}

/** Makes `path` (ending in `.case`) whole or not at all. The caller opens it and journals `case-created`. */
export function createCaseFolder(path: string, { name, build, now }: NewCase): Result<CaseFolder> {
  const folder = resolve(path.endsWith('.case') ? path : `${path}.case`);
  if (existsSync(folder)) return failed('case-exists', `There is something at ${folder} already.`, 'Choose another name or place, or open what is there.');
  const making = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`);
  const about = { id: randomUUID(), formatVersion: caseFormatVersion, name, createdAt: new Date(Number(now() / 1_000_000n)).toISOString(), createdWith: build };
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(making, { mode: 0o700 });
    for (const part of ['vault', 'work']) mkdirSync(join(making, part), { mode: 0o700 });
    createJournalFile(join(making, 'journal.jsonl'));
    writeSynced(join(making, 'case.json'), `${JSON.stringify(about, null, 2)}\n`);
    syncFolder(making);
    renameSync(making, folder);
    syncFolder(dirname(folder));
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    return failed('case-not-created', `The case could not be created at ${folder}: ${error instanceof Error ? error.message : String(error)}`, 'Choose a folder you may write to.');
  }
  return readCaseFolder(folder);
}

/** What the folder says of itself. Takes no lock and changes nothing but a missing `work/`, which is made. */
export function readCaseFolder(path: string): Result<CaseFolder> {
  const folder = resolve(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return failed('case-missing', `There is no case at ${folder}.`, 'It may have been moved or be on a disk that is not connected.');
  const about = readAbout(join(folder, 'case.json'));
  if (about === null) return failed('not-a-case', `${folder} is not a Proofline case: it has no readable case.json.`, 'Choose a folder whose name ends in .case.');
  if (about.formatVersion > caseFormatVersion) {
    return failed('case-from-the-future', `The case was made by a newer build (${JSON.stringify(about.createdWith)}, case format ${about.formatVersion}; this build reads up to ${caseFormatVersion}).`, 'Open it with that build or a newer one.');
  }
  const missing = ['vault', 'journal.jsonl'].filter((part) => !existsSync(join(folder, part)));
  if (missing.length > 0) return failed('case-incomplete', `The case at ${folder} lacks ${missing.join(' and ')}: it was copied in part or damaged.`, 'Restore what is missing from a copy of the case. Nothing was changed.');
  mkdirSync(join(folder, 'work'), { recursive: true, mode: 0o700 });
  const { id, name, createdAt, createdWith, received } = about;
  return ok({ path: folder, id, name, createdAt, createdWith, vault: join(folder, 'vault'), journal: join(folder, 'journal.jsonl'), db: join(folder, 'db'), work: join(folder, 'work'), received });
}

const aboutCase = z.object({
  id: z.string().min(1),
  formatVersion: z.number().int().min(1),
  name: z.string(),
  createdAt: z.string(),
  createdWith: z.string(),
  received: z.object({ package: z.string(), tagManifestSha256: z.string(), signer: z.string(), at: z.string() }).nullable().default(null),
});

function readAbout(path: string): z.infer<typeof aboutCase> | null {
  try {
    return aboutCase.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
