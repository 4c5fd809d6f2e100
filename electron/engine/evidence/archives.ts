import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ok, ProblemError, type Problem, type Result } from '#shared/result.ts';
import { fileContent, gunzipped, headOf, thrown, type Content } from './archive-content.ts';
import { openZip, type Zip } from './archive-zip.ts';
import { containerKind } from './containers.ts';
import { filesIn, statOf } from './folder-files.ts';
import { defaultLimits, limitProblem, type Limits } from './limits.ts';
import { settled } from './settled.ts';
import { inScratch, writeHashed } from './write-hashed.ts';

/** One thing found in what a person chose. */
export interface Member {
  /** The file on disk: the chosen one, or one inside the chosen folder. */
  readonly file: string;
  /** The place inside `file` when that is a container, as `openMember` takes it; null: `file` itself is the source. */
  readonly member: string | null;
  /** The place inside what was chosen, different for each member: folder path and `member`; null: the chosen file itself. */
  readonly place: string | null;
  /** For a person: `logs.zip!2026/a.jsonl`. */
  readonly name: string;
  /** null: known only after unpacking. */
  readonly bytes: number | null;
  /** Why it cannot be read; it is listed all the same. */
  readonly problem: Problem | null;
}

export interface ArchiveOptions {
  readonly limits?: Limits;
  /** A folder for archives inside archives while they are read; emptied afterwards. Default: the system's. */
  readonly scratch?: string;
}

/**
 * Everything in a file or folder that may be a source: files of a folder in order of their paths, members of gzip and zip
 * containers, known by their first bytes and not by name. What cannot be read is listed with its problem; nothing is thrown
 * for the state of what was chosen.
 */
export async function* listMembers(path: string, options: ArchiveOptions = {}): AsyncGenerator<Member> {
  const bench = createBench(options);
  try {
    for await (const found of filesIn(path, bench.limits)) {
      const place = found.place === '' ? null : encodedStep(found.place);
      const name = found.place === '' ? basename(path) : found.place;
      if (found.problem !== null) yield { file: found.path, member: null, place, name, bytes: found.bytes, problem: found.problem };
      else yield* membersOf(fileContent(found.path, found.bytes), { file: found.path, steps: [], place, name, level: 0 }, bench);
    }
  } finally {
    await bench.dispose();
  }
}

/** The bytes of one member. Errors of the stream are ProblemErrors. */
export async function openMember(path: string, member: string | null, options: ArchiveOptions = {}): Promise<Result<Readable>> {
  const bytes = memberBytes(path, member, options);
  // The first piece shows whether there is such a member; everything later is an error of the stream.
  const first = await settled(bytes.next());
  if (!first.ok) return first;
  return ok(Readable.from(resumed(first.value, bytes), { objectMode: false }));
}

export interface Extracted {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ExtractOptions extends ArchiveOptions {
  readonly signal?: AbortSignal;
  /** Names the file once its hash is known; `destination` is then the folder it is written in meanwhile. */
  readonly nameOf?: (sha256: string) => string;
}

/** Writes one member to `destination`, hashing as it writes. The file appears whole, under its name, or not at all. */
export async function extractMember(path: string, member: string | null, destination: string, options: ExtractOptions = {}): Promise<Result<Extracted>> {
  const folder = options.nameOf === undefined ? dirname(destination) : destination;
  return settled(
    inScratch(folder, async (scratch) => {
      const written = await writeHashed(memberBytes(path, member, { scratch, ...options }), join(scratch, 'member'), options.signal);
      const target = options.nameOf?.(written.sha256) ?? destination;
      await rename(join(scratch, 'member'), target);
      return { path: target, ...written };
    }),
  );
}

/** Where a walk stands: the file on disk, the steps into it, and how it is named to callers. */
interface Standing {
  readonly file: string;
  readonly steps: readonly string[];
  readonly place: string | null;
  readonly name: string;
  /** Containers opened on the way. */
  readonly level: number;
}

async function* membersOf(content: Content, at: Standing, bench: Bench): AsyncGenerator<Member> {
  try {
    const kind = containerKind(await headOf(content));
    if (kind.kind === 'plain' || kind.kind === 'unread') {
      yield memberAt(at, content.bytes, kind.kind === 'unread' ? kind.problem : null);
    } else if (at.level >= bench.limits.archiveNesting) {
      yield memberAt(at, content.bytes, limitProblem('archive-nesting', bench.limits, `more than ${bench.limits.archiveNesting}`));
    } else if (kind.kind === 'gzip') {
      yield* membersOf(gunzipped(content, at.name, bench.limits), inside(at, gzipStep, gzipName(at.name)), bench);
    } else {
      const zip = await openZip(await bench.onDisk(content, at), at.name, bench.limits);
      try {
        for await (const found of zip.members()) {
          const within = inside(at, found.name, found.name);
          if (found.content === null) yield memberAt(within, found.bytes, found.problem);
          else yield* membersOf(found.content, within, bench);
        }
      } finally {
        zip.close();
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    yield memberAt(at, content.bytes, error.problem);
  }
}

function inside(at: Standing, step: string, name: string): Standing {
  const steps = [...at.steps, step];
  return { file: at.file, steps, place: at.place === null ? encodedStep(step) : `${at.place}!${encodedStep(step)}`, name: `${at.name}!${name}`, level: at.level + 1 };
}

function memberAt(at: Standing, bytes: number | null, problem: Problem | null): Member {
  return { file: at.file, member: at.steps.length === 0 ? null : at.steps.map(encodedStep).join('!'), place: at.place, name: at.name, bytes, problem };
}

/** A gzip file holds one thing; its name is the outer file's, which may change, so the step does not use it. */
const gzipStep = 'content';

function gzipName(outer: string): string {
  const name = basename(outer.slice(outer.lastIndexOf('!') + 1));
  return /\.gz$/i.test(name) ? name.slice(0, -3) : gzipStep;
}

/** Steps are joined by `!`, so a step that holds one is escaped. */
function encodedStep(step: string): string {
  return step.replaceAll('%', '%25').replaceAll('!', '%21');
}

function decodedStep(step: string): string {
  return step.replaceAll('%21', '!').replaceAll('%25', '%');
}

async function* memberBytes(path: string, member: string | null, options: ArchiveOptions): AsyncGenerator<Buffer> {
  const bench = createBench(options);
  const zips: Zip[] = [];
  try {
    let content = fileContent(path, (await statOf(path, true)).size);
    let at: Standing = { file: path, steps: [], place: null, name: basename(path), level: 0 };
    for (const step of member === null ? [] : member.split('!').map(decodedStep)) {
      const kind = containerKind(await headOf(content)).kind;
      if (at.level >= bench.limits.archiveNesting) throw thrown(limitProblem('archive-nesting', bench.limits, `more than ${bench.limits.archiveNesting}`));
      if (kind === 'gzip' && step === gzipStep) {
        content = gunzipped(content, at.name, bench.limits);
      } else if (kind === 'zip') {
        const zip = await openZip(await bench.onDisk(content, at), at.name, bench.limits);
        zips.push(zip);
        content = await entryNamed(zip, step, at.name);
      } else {
        throw noMember(at.name, step);
      }
      at = inside(at, step, step);
    }
    yield* content.read();
  } finally {
    for (const zip of zips) zip.close();
    await bench.dispose();
  }
}

async function entryNamed(zip: Zip, name: string, zipName: string): Promise<Content> {
  for await (const found of zip.members()) {
    if (found.name !== name) continue;
    if (found.content === null) throw found.problem === null ? noMember(zipName, name) : thrown(found.problem);
    return found.content;
  }
  throw noMember(zipName, name);
}

function noMember(container: string, step: string): ProblemError {
  return new ProblemError('no-such-member', `${container} holds no ${JSON.stringify(step)}.`, 'It may have changed since it was looked at. Choose it again.');
}

/** What reading containers needs on the side, and clears away. */
interface Bench {
  readonly limits: Limits;
  /** The content as a file: zip archives are read from their end. */
  onDisk(content: Content, at: Standing): Promise<string>;
  dispose(): Promise<void>;
}

function createBench({ limits = defaultLimits, scratch = tmpdir() }: ArchiveOptions): Bench {
  let folder: string | null = null;
  let copies = 0;
  return {
    limits,
    async onDisk(content, at) {
      if (at.level === 0) return at.file;
      folder ??= await mkdtemp(join(scratch, 'nested-'));
      copies += 1;
      const path = join(folder, String(copies));
      await writeHashed(content.read(), path);
      return path;
    },
    async dispose() {
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function* resumed(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.done === true) return;
  try {
    yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
