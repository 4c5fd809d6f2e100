import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportItem } from '#shared/ipc/contract.ts';
import { ProblemError } from '#shared/result.ts';
import { extractMember, listMembers, type Member } from '../evidence/archives.ts';
import { readSample } from '../evidence/sample.ts';
import type { Sample } from '../importers/importer.ts';
import type { ImportRequest } from './recognise-source.ts';

/**
 * What a person's choice comes to: the one member they named, or everything a file, folder or container holds. `pathId` is
 * a path here: the main process has swapped it.
 */
export async function findSources(item: ImportItem): Promise<readonly ImportRequest[]> {
  const requests: ImportRequest[] = [];
  for await (const member of listMembers(item.pathId)) {
    if (item.member !== null && member.place !== item.member) continue;
    if (member.problem !== null) throw new ProblemError(member.problem.code, member.problem.message, member.problem.nextStep);
    const bytes = member.bytes ?? (await stat(member.file)).size;
    requests.push({ name: member.name, file: member.file, member: member.member, bytes, format: item.format, mapping: item.mapping, zone: item.zone });
  }
  if (item.member !== null && requests.length === 0) throw new ProblemError('member-missing', `There is no ${JSON.stringify(item.member)} in what was chosen.`, 'Choose the file again.');
  return requests;
}

/** Runs `look` over the first bytes of a member, unpacked for that time when it lies in a container. */
export async function sampleOf<T>({ file, member }: Pick<Member, 'file' | 'member'>, look: (sample: Sample, path: string) => T | Promise<T>): Promise<T> {
  if (member === null) return look(await readSample(file), file);
  const folder = await mkdtemp(join(tmpdir(), 'proofline-look-'));
  try {
    const path = join(folder, 'member');
    const extracted = await extractMember(file, member, path);
    if (!extracted.ok) throw new ProblemError(extracted.problem.code, extracted.problem.message, extracted.problem.nextStep);
    return await look(await readSample(path), path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sample of one member by its place in what was chosen. */
export async function withSample<T>(path: string, place: string | null, look: (sample: Sample, name: string) => T | Promise<T>): Promise<T> {
  for await (const member of listMembers(path)) {
    if (place !== null && member.place !== place) continue;
    if (member.problem !== null) throw new ProblemError(member.problem.code, member.problem.message, member.problem.nextStep);
    return sampleOf(member, (sample) => look(sample, member.name));
  }
  throw new ProblemError('member-missing', `There is no ${JSON.stringify(place)} in what was chosen.`, 'Choose the file again.');
}
