import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ProblemError, type Problem } from '#shared/result.ts';
import { openZip } from '../evidence/archive-zip.ts';
import { fileContent, type Content } from '../evidence/archive-content.ts';
import { filesIn } from '../evidence/folder-files.ts';
import { defaultLimits } from '../evidence/limits.ts';

/** A package as it lies there: every file of it by its path from the bag's root. Untrusted, all of it. */
export interface OpenBag {
  readonly name: string;
  readonly files: ReadonlyMap<string, BagMember>;
  /** A small file whole; null: it is not there, cannot be read or is larger than `most`. */
  text(path: string, most?: number): Promise<Buffer | null>;
  close(): void;
}

export interface BagMember {
  readonly bytes: number;
  /** null: `problem` says why. */
  readonly content: Content | null;
  readonly problem: Problem | null;
}

const smallMost = 64 << 20;

/** A zip with one folder that is a bag (RFC 8493 section 4), or that folder unpacked. Throws what is none. */
export async function openBag(path: string): Promise<OpenBag> {
  const found = await lstat(path).catch(() => null);
  if (found === null) throw new ProblemError('file-missing', `There is no file at ${path}.`, 'Choose the package again.');
  const { members, close } = found.isDirectory() ? await folderMembers(path) : await zipMembers(path);
  const root = rootOf([...members.keys()]);
  if (root === null) {
    close();
    throw new ProblemError('not-a-bag', `${basename(path)} is no evidence package: no bagit.txt stands in it, or in its one folder.`, 'Choose the zip that was exported, or the folder it was unpacked to.');
  }
  const files = new Map([...members].flatMap(([name, member]) => (name.startsWith(root) ? [[name.slice(root.length), member] as const] : [])));
  return { name: basename(path), files, close, text: (name, most = smallMost) => wholeFile(files.get(name), most) };
}

/** Whether a path looks like a package: decides which check `verify` makes. Never throws. */
export async function isBag(path: string): Promise<boolean> {
  try {
    (await openBag(path)).close();
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

interface Members {
  readonly members: ReadonlyMap<string, BagMember>;
  close(): void;
}

async function zipMembers(path: string): Promise<Members> {
  const archive = await openZip(path, basename(path), defaultLimits);
  const members = new Map<string, BagMember>();
  try {
    for await (const { name, bytes, content, problem } of archive.members()) if (!members.has(name)) members.set(name, { bytes, content, problem });
  } catch (error) {
    archive.close();
    throw error;
  }
  return { members, close: () => archive.close() };
}

async function folderMembers(path: string): Promise<Members> {
  const members = new Map<string, BagMember>();
  for await (const { path: file, place, bytes, problem } of filesIn(path, defaultLimits)) members.set(place, { bytes, content: problem === null ? fileContent(file, bytes) : null, problem });
  return { members, close: () => undefined };
}

function rootOf(names: readonly string[]): string | null {
  const declared = names.filter((name) => name === 'bagit.txt' || /^[^/]+\/bagit\.txt$/u.test(name));
  const [only, another] = declared;
  return only === undefined || another !== undefined ? null : only.slice(0, -'bagit.txt'.length);
}

async function wholeFile(member: BagMember | undefined, most: number): Promise<Buffer | null> {
  if (member === undefined || member.content === null || member.bytes > most) return null;
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of member.content.read()) chunks.push(chunk);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
  return Buffer.concat(chunks);
}
