import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnreadFile } from '#shared/ipc/answers.ts';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { problemError, ProblemError, type Problem } from '#shared/result.ts';
import { openArchives, type Archives, type Member } from '../evidence/archives.ts';
import { checkSources } from '../integrity/checker.ts';
import type { CheckedSource, Inputs } from '../integrity/scheme.ts';
import { poolFor } from './check-job.ts';

export interface CheckedFiles {
  /** For each file that was read its verdicts, in the order of the paths. */
  readonly verdicts: readonly (readonly SourceVerdict[])[];
  /** What of a folder or container could not be read: nothing was checked of it, and it spoke of no other file. */
  readonly notRead: readonly UnreadFile[];
}

/**
 * Files where they lie, folders and containers of them, checked as one set: a proof among them may speak of another. What is
 * in a container is unpacked on the side, and gone afterwards. Throws when nothing could be read.
 */
export async function checkFiles(paths: readonly string[], inputs: Inputs, threads: boolean, signal: AbortSignal = new AbortController().signal): Promise<CheckedFiles> {
  const scratch = await mkdtemp(join(tmpdir(), 'proofline-check-'));
  const archives = openArchives({ scratch });
  try {
    const sources: CheckedSource[] = [];
    const notRead: UnreadFile[] = [];
    for (const path of paths) {
      if ((await stat(path).catch(() => null)) === null) throw new ProblemError('file-missing', `There is no file at ${path}.`, 'Choose the file again.');
      for await (const member of archives.list(path)) {
        const opened = await openedSource(member, scratch, archives);
        if ('problem' in opened) notRead.push(opened);
        else {
          sources.push(opened.source);
          notRead.push(...opened.left.map((problem) => ({ name: `${member.name} (what stands behind it)`, problem })));
        }
      }
    }
    const [first] = notRead;
    if (sources.length === 0 && first !== undefined) throw problemError({ ...first.problem, message: `${first.name}: ${first.problem.message}${notRead.length > 1 ? ` And ${notRead.length - 1} more cannot be read.` : ''}` });
    if (sources.length === 0) throw new ProblemError('file-missing', `There is no file in ${paths.join(', ')}.`, 'Choose the files again.');
    const pool = poolFor(sources.reduce((sum, { bytes }) => sum + bytes, 0), threads);
    try {
      return { verdicts: await checkSources(sources, inputs, { pool, signal, onProgress: () => undefined }), notRead };
    } finally {
      await pool.close();
    }
  } finally {
    await archives.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Opened {
  readonly source: CheckedSource;
  readonly left: readonly Problem[];
}

async function openedSource({ file, member, name, bytes, problem }: Member, scratch: string, archives: Archives): Promise<Opened | UnreadFile> {
  if (problem !== null) return { name, problem };
  if (member === null) {
    const size = bytes ?? (await stat(file).catch(() => null))?.size;
    if (size === undefined) return { name, problem: { code: 'file-missing', message: `There is no file at ${file}.`, nextStep: 'Choose the file again.' } };
    return { source: { sourceKey: null, name, path: file, bytes: size, importedSha256: null, layout: null, packed: null }, left: [] };
  }
  const unpacked = await archives.extract(file, member, scratch, { nameOf: (sha256) => join(scratch, sha256) });
  if (!unpacked.ok) return { name, problem: unpacked.problem };
  return { source: { sourceKey: null, name, path: unpacked.value.path, bytes: unpacked.value.bytes, importedSha256: null, layout: null, packed: { path: file, member } }, left: unpacked.value.left };
}
