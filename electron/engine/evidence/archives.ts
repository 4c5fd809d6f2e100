import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { ok, ProblemError, type Problem, type Result } from '#shared/result.ts';
import { createArchiveBench, type ArchiveBench, type ArchiveOptions } from './archive-bench.ts';
import { fileContent, gunzipped, headOf, thrown, type Archive, type Content } from './archive-content.ts';
import { innerName, onlyStep, placeOf, stepsOf } from './archive-places.ts';
import { openTar } from './archive-tar.ts';
import { openZip } from './archive-zip.ts';
import { unzstd } from './archive-zstd.ts';
import { containerKind } from './containers.ts';
import { filesIn, statOf } from './folder-files.ts';
import { limitProblem } from './limits.ts';
import { parquetRows } from './parquet-rows.ts';
import { settled } from './settled.ts';
import { inScratch, writeHashed } from './write-hashed.ts';

export type { ArchiveOptions } from './archive-bench.ts';

/** One thing found in what a person chose. */
export interface Member {
  /** The file on disk: the chosen one, or one inside the chosen folder. */
  readonly file: string;
  /** The place inside `file` when that is a container, as `open` takes it; null: `file` itself is the source. */
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

export interface Extracted {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** `Content.words`. */
  readonly words: string;
  /** What of the containers around it was left unread: bytes behind a gzip stream. */
  readonly left: readonly Problem[];
}

export interface ExtractOptions {
  readonly signal?: AbortSignal;
  /** Names the file once its hash is known; `destination` is then the folder it is written in meanwhile. */
  readonly nameOf?: (sha256: string) => string;
}

/** Containers, read with one set of copies on the side: a container inside another is unpacked once, whatever is asked of it. */
export interface Archives {
  /**
   * Everything in a file or folder that may be a source: files of a folder in order of their paths, members of containers,
   * known by their first bytes and not by name. What cannot be read is listed with its problem; nothing is thrown for the
   * state of what was chosen.
   */
  list(path: string): AsyncGenerator<Member>;
  /** The bytes of one member. Errors of the stream are ProblemErrors. */
  open(path: string, member: string | null): Promise<Result<Readable>>;
  /** Writes one member to `destination`, hashing as it writes. The file appears whole, under its name, or not at all. */
  extract(path: string, member: string | null, destination: string, options?: ExtractOptions): Promise<Result<Extracted>>;
  /** Clears the copies away. */
  close(): Promise<void>;
}

export function openArchives(options: ArchiveOptions = {}): Archives {
  const bench = createArchiveBench(options);
  return {
    list: (path) => membersIn(path, bench),
    open: (path, member) => streamed(memberContent(path, member, bench).read()),
    extract: (path, member, destination, how = {}) => settled(extracted(memberContent(path, member, bench), destination, how)),
    close: () => bench.dispose(),
  };
}

/** `Archives.list` for one walk. */
export async function* listMembers(path: string, options: ArchiveOptions = {}): AsyncGenerator<Member> {
  const archives = openArchives(options);
  try {
    yield* archives.list(path);
  } finally {
    await archives.close();
  }
}

/** `Archives.open` for one member. */
export async function openMember(path: string, member: string | null, options: ArchiveOptions = {}): Promise<Result<Readable>> {
  const bench = createArchiveBench(options);
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      yield* memberContent(path, member, bench).read();
    } finally {
      await bench.dispose();
    }
  }
  return streamed(bytes());
}

/** `Archives.extract` for one member. */
export async function extractMember(path: string, member: string | null, destination: string, options: ExtractOptions & ArchiveOptions = {}): Promise<Result<Extracted>> {
  const archives = openArchives({ scratch: options.nameOf === undefined ? dirname(destination) : destination, ...options });
  try {
    return await archives.extract(path, member, destination, options);
  } finally {
    await archives.close();
  }
}

/** The first piece shows whether there is such a member; everything later is an error of the stream. */
async function streamed(bytes: AsyncGenerator<Buffer>): Promise<Result<Readable>> {
  const first = await settled(bytes.next());
  return first.ok ? ok(Readable.from(resumed(first.value, bytes), { objectMode: false })) : first;
}

async function extracted(content: MemberContent, destination: string, { signal, nameOf }: ExtractOptions): Promise<Extracted> {
  return inScratch(nameOf === undefined ? dirname(destination) : destination, async (scratch) => {
    const written = await writeHashed(content.read(), join(scratch, 'member'), signal);
    const path = nameOf?.(written.sha256) ?? destination;
    await rename(join(scratch, 'member'), path);
    return { path, ...written, words: content.words(), left: content.left() };
  });
}

async function* membersIn(path: string, bench: ArchiveBench): AsyncGenerator<Member> {
  for await (const found of filesIn(path, bench.limits)) {
    const place = found.place === '' ? null : placeOf([found.place]);
    const name = found.place === '' ? basename(path) : found.place;
    if (found.problem !== null) yield { file: found.path, member: null, place, name, bytes: found.bytes, problem: found.problem };
    else yield* membersOf(fileContent(found.path, found.bytes), { file: found.path, steps: [], place, name }, bench);
  }
}

/** Where a walk stands: the file on disk, the steps into it, and how it is named to callers. */
interface Standing {
  readonly file: string;
  readonly steps: readonly string[];
  readonly place: string | null;
  readonly name: string;
}

async function* membersOf(content: Content, at: Standing, bench: ArchiveBench): AsyncGenerator<Member> {
  try {
    const opened = await openedAt(content, at, bench);
    if (opened.kind === 'plain') yield memberAt(at, content.bytes, null);
    else if (opened.kind === 'one') yield* membersOf(opened.content, inside(at, opened.step, opened.name), bench);
    else {
      try {
        for await (const found of opened.archive.members()) {
          bench.countMember();
          const within = inside(at, found.name, found.name);
          if (found.content === null) yield memberAt(within, found.bytes, found.problem);
          else yield* membersOf(found.content, within, bench);
        }
        // An archive inside a gzip file has been unpacked by now; of a single file it is known once that is extracted.
        const left = content.left?.() ?? null;
        if (left !== null) yield memberAt(inside(at, 'left', 'left'), null, left);
      } finally {
        opened.archive.close();
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    yield memberAt(at, content.bytes, error.problem);
  }
}

/** What some bytes are by their beginning, ready to be looked into. */
type Opened = { readonly kind: 'plain' } | { readonly kind: 'one'; readonly step: string; readonly name: string; readonly content: Content } | { readonly kind: 'many'; readonly archive: Archive };

async function openedAt(content: Content, at: Standing, bench: ArchiveBench): Promise<Opened> {
  const { limits } = bench;
  const found = containerKind(await headOf(content));
  if (found.kind === 'plain') return { kind: 'plain' };
  if (found.kind === 'unread') throw thrown(found.problem);
  if (at.steps.length >= limits.archiveNesting) throw thrown(limitProblem('archive-nesting', limits, `more than ${limits.archiveNesting}`));
  const onDisk = (): Promise<string> => (at.steps.length === 0 ? Promise.resolve(at.file) : bench.onDisk(content, JSON.stringify([at.file, ...at.steps])));
  switch (found.kind) {
    case 'gzip':
      return { kind: 'one', step: onlyStep.gzip, name: innerName('gzip', at.name), content: gunzipped(content, at.name, limits) };
    case 'zstd':
      return { kind: 'one', step: onlyStep.zstd, name: innerName('zstd', at.name), content: unzstd(content, at.name, limits) };
    case 'parquet':
      return { kind: 'one', step: onlyStep.parquet, name: innerName('parquet', at.name), content: await parquetRows(await onDisk(), at.name, limits) };
    case 'zip':
      return { kind: 'many', archive: await openZip(await onDisk(), at.name, limits) };
    case 'tar':
      return { kind: 'many', archive: await openTar(await onDisk(), at.name, limits) };
  }
}

function inside(at: Standing, step: string, name: string): Standing {
  const place = placeOf([step]);
  return { file: at.file, steps: [...at.steps, step], place: at.place === null ? place : `${at.place}!${place}`, name: `${at.name}!${name}` };
}

function memberAt(at: Standing, bytes: number | null, problem: Problem | null): Member {
  return { file: at.file, member: at.steps.length === 0 ? null : placeOf(at.steps), place: at.place, name: at.name, bytes, problem };
}

interface MemberContent {
  read(): AsyncGenerator<Buffer>;
  /** Known once reading has begun. */
  words(): string;
  /** Known once it has been read to the end. */
  left(): readonly Problem[];
}

function memberContent(path: string, member: string | null, bench: ArchiveBench): MemberContent {
  let way: readonly Content[] = [];
  return {
    read: () => memberBytes(path, member, bench, (contents) => (way = contents)),
    words: () => way.at(-1)?.words ?? '',
    left: () => way.flatMap((content) => content.left?.() ?? []),
  };
}

/** `found`: what the way to the member leads through, since the last archive of many files. */
async function* memberBytes(path: string, member: string | null, bench: ArchiveBench, found: (way: readonly Content[]) => void): AsyncGenerator<Buffer> {
  const archives: Archive[] = [];
  let way: readonly Content[] = [];
  try {
    let content = fileContent(path, (await statOf(path, true)).size);
    let at: Standing = { file: path, steps: [], place: null, name: basename(path) };
    for (const step of member === null ? [] : stepsOf(member)) {
      const opened = await openedAt(content, at, bench);
      if (opened.kind === 'many') {
        archives.push(opened.archive);
        content = await entryNamed(opened.archive, step, at.name);
        way = [content];
      } else if (opened.kind === 'one' && opened.step === step) {
        content = opened.content;
        way = [...way, content];
      } else {
        throw noMember(at.name, step);
      }
      at = inside(at, step, step);
    }
    found(way);
    yield* content.read();
  } finally {
    for (const archive of archives) archive.close();
  }
}

async function entryNamed(archive: Archive, name: string, archiveName: string): Promise<Content> {
  for await (const found of archive.members()) {
    if (found.name !== name) continue;
    if (found.content === null) throw found.problem === null ? noMember(archiveName, name) : thrown(found.problem);
    return found.content;
  }
  throw noMember(archiveName, name);
}

function noMember(container: string, step: string): ProblemError {
  return new ProblemError('no-such-member', `${container} holds no ${JSON.stringify(step)}.`, 'It may have changed since it was looked at. Choose it again.');
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
