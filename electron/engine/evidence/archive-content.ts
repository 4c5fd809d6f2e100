import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { ProblemError, type Problem } from '#shared/result.ts';
import { validateFileName } from 'yauzl';
import { headBytes } from './containers.ts';
import { createGzipReader, GzipFault, type GzipReader } from './gzip-members.ts';
import { limitProblem, type Limits } from './limits.ts';

/** The bytes of a file or of a member, read from the start as often as asked. Reading throws ProblemErrors only. */
export interface Content {
  /** null: known only after reading. For a zip entry what the archive claims, which reading holds it to. */
  readonly bytes: number | null;
  /** What a person should know of where these bytes come from, as a sentence; absent: nothing beyond their container. */
  readonly words?: string;
  /** What of its container was left unread behind these bytes; null: nothing. Known once they have been read to the end. */
  left?(): Problem | null;
  read(): AsyncGenerator<Buffer>;
}

/** A file in an archive. Untrusted: name, sizes and kind are the archive's claims. */
export interface PackedMember {
  readonly name: string;
  readonly bytes: number;
  /** null: `problem` says why it is not read. */
  readonly content: Content | null;
  readonly problem: Problem | null;
}

export interface Archive {
  /** Folders are left out. Throws a ProblemError where the list itself is damaged. */
  members(): AsyncGenerator<PackedMember>;
  close(): void;
}

/** `bytes` of the file from `start`. */
export function fileContent(path: string, bytes: number, start = 0): Content {
  return {
    bytes,
    async *read() {
      if (bytes === 0) return;
      const range = start === 0 ? {} : { start, end: start + bytes - 1 };
      yield* problemsOnly(createReadStream(path, { highWaterMark: 1 << 18, ...range }), (error) => ({ code: 'file-unreadable', message: `${path} cannot be read: ${error.message}.` }));
    },
  };
}

/** What a gzip file holds, its members joined as RFC 1952 section 2.2 says. What stands behind the last one and is none is left, and said. */
export function gunzipped(packed: Content, name: string, limits: Limits): Content {
  let left: Problem | null = null;
  return {
    bytes: null,
    left: () => left,
    async *read() {
      left = null;
      const source = packed.read();
      const reader = createGzipReader(source);
      try {
        yield* guarded(membersJoined(reader, name), () => reader.used(), limits);
        const at = reader.used();
        const { bytes, zeros } = await reader.rest();
        left = bytes === 0 ? null : leftProblem(at, bytes, zeros);
      } finally {
        await source.return(undefined);
      }
    },
  };
}

async function* membersJoined(reader: GzipReader, name: string): AsyncGenerator<Buffer> {
  try {
    if (!(await reader.atMember())) throw new GzipFault('it begins like a gzip file and is none');
    while (await reader.atMember()) yield* reader.member();
  } catch (error) {
    throw error instanceof GzipFault ? thrown(damaged(name, error.message)) : error;
  }
}

function leftProblem(at: number, bytes: number, zeros: boolean): Problem {
  const what = `${bytes} ${bytes === 1 ? 'byte stands' : 'bytes stand'} after the end of the gzip stream, at byte ${at} of the packed file`;
  if (zeros) return { code: 'gzip-trailing', message: `${what}: all of them are zero, as when a file is padded to a block. They were not read.`, nextStep: 'Nothing needs to be done; programs differ in whether they mention such bytes.' };
  return { code: 'gzip-trailing', message: `${what}. They are no gzip, were not read, and no checksum of the stream covers them.`, nextStep: 'Ask where the file was exported from what they are. Programs differ: some refuse such a file, others drop the bytes in silence.' };
}

/** Stops a stream that grows out of proportion. `packedBytes`: bytes consumed so far to produce what was read. */
export async function* guarded(unpacked: AsyncGenerator<Buffer>, packedBytes: () => number, limits: Limits): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of unpacked) {
    bytes += chunk.length;
    const problem = growthProblem(bytes, packedBytes(), limits);
    if (problem !== null) throw thrown(problem);
    yield chunk;
  }
}

export function growthProblem(bytes: number, packedBytes: number, limits: Limits): Problem | null {
  if (bytes > limits.archiveTotalBytes) return limitProblem('archive-total-size', limits, `more than ${limits.archiveTotalBytes} bytes`);
  if (bytes > limits.archiveRatioFloorBytes && bytes > packedBytes * limits.archiveRatio) return limitProblem('archive-ratio', limits, `${bytes} bytes from ${packedBytes}`);
  return null;
}

/** Closes the stream when the reader stops early. */
export async function* problemsOnly(stream: Readable, problemOf: (error: Error) => Problem): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw error instanceof ProblemError || !(error instanceof Error) ? error : thrown(problemOf(error));
  } finally {
    stream.destroy();
  }
}

/** What is wrong with a member's name, whatever kind of archive it is in. */
export function nameProblem(name: string, seen: ReadonlySet<string>, limits: Limits): Problem | null {
  const badName = validateFileName(name) ?? (name.includes('\0') ? 'it holds a NUL' : null);
  if (badName !== null) return { code: 'archive-path', message: `An entry is named ${JSON.stringify(name)}: ${badName}. A name that leaves the archive is refused.`, nextStep: 'Ask who made the archive; such names are not made by accident.' };
  if (Buffer.byteLength(name) > limits.pathBytes) return limitProblem('path-too-long', limits, `${Buffer.byteLength(name)} bytes`);
  if (seen.has(name)) return { code: 'archive-duplicate-name', message: `The archive holds a second ${JSON.stringify(name)}. Only the first can be named without doubt.`, nextStep: 'Unpack the archive with a tool that shows both, and import what it gives.' };
  return null;
}

export function damaged(name: string, detail: string): Problem {
  return { code: 'archive-damaged', message: `${name} cannot be unpacked: ${detail}.`, nextStep: 'It may be cut or changed. Get it again from where it was exported; the copy at hand can still be kept as it is.' };
}

export function thrown(problem: Problem): ProblemError {
  return new ProblemError(problem.code, problem.message, problem.nextStep);
}

/** The first bytes, enough for `containerKind`. */
export async function headOf(content: Content): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content.read()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}
