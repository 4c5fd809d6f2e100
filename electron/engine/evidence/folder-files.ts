import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError, type Problem } from '#shared/result.ts';
import { limitProblem, type Limits } from './limits.ts';
import { settled } from './settled.ts';

export interface FoundFile {
  readonly path: string;
  /** Relative to what was chosen, with `/`; `''` for the chosen file itself. */
  readonly place: string;
  readonly bytes: number;
  readonly problem: Problem | null;
}

/** A chosen link is followed, one inside a folder is not: it may lead out of what the person meant. */
export async function* filesIn(path: string, limits: Limits): AsyncGenerator<FoundFile> {
  const found = await settled(statOf(path, true));
  if (!found.ok) yield { path, place: '', bytes: 0, problem: found.problem };
  else if (found.value.isDirectory()) yield* filesInFolder(await realpath(path), '', limits);
  else yield { path, place: '', bytes: found.value.size, problem: found.value.isFile() ? null : notAFile(path) };
}

async function* filesInFolder(root: string, folder: string, limits: Limits): AsyncGenerator<FoundFile> {
  const names = await settled(namesIn(join(root, folder)));
  if (!names.ok) return yield { path: join(root, folder), place: folder, bytes: 0, problem: names.problem };
  for (const name of names.value) {
    const place = folder === '' ? name : `${folder}/${name}`;
    const path = join(root, place);
    const found = await settled(statOf(path, false));
    if (!found.ok) yield { path, place, bytes: 0, problem: found.problem };
    else if (Buffer.byteLength(place) > limits.pathBytes) yield { path, place, bytes: found.value.size, problem: limitProblem('path-too-long', limits, `${Buffer.byteLength(place)} bytes`) };
    else if (found.value.isDirectory()) yield* filesInFolder(root, place, limits);
    else yield { path, place, bytes: found.value.size, problem: found.value.isFile() ? null : found.value.isSymbolicLink() ? linkProblem(place) : notAFile(place) };
  }
}

/** Throws a ProblemError. */
export async function statOf(path: string, followLink: boolean): Promise<Stats> {
  try {
    return await (followLink ? stat(path) : lstat(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Sorted by code unit: the same order on every computer. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  return error instanceof Error ? new ProblemError('file-unreadable', `${path} cannot be read: ${error.message}.`, 'Check that it exists and that you may read it.') : error;
}

function linkProblem(place: string): Problem {
  return { code: 'link-not-followed', message: `${place} is a symbolic link. Links inside a folder are not followed.`, nextStep: 'Import the file it points to by itself.' };
}

function notAFile(path: string): Problem {
  return { code: 'not-a-file', message: `${path} is neither a file nor a folder.`, nextStep: 'Import a regular file.' };
}
