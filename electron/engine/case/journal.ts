import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, renameSync, writeSync, writeFileSync } from 'node:fs';
import type { JsonObject } from '#shared/json.ts';
import type { JournalCheck, JournalEntry } from '#shared/model/journal.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { checkJournal } from './check-journal.ts';
import { syncFolderOf } from './sync-folder.ts';
import { noPrevious, readLine, sealEntry } from './journal-line.ts';
import type { SigningKey } from './signing-key.ts';

export interface JournalOptions {
  readonly key: SigningKey;
  /** Account name as the operating system reports it. */
  readonly actor: string;
  readonly build: string;
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => bigint;
}

/** The custody chain of a case. One writer: hold the case lock. */
export interface Journal {
  readonly path: string;
  readonly entries: number;
  readonly head: JournalEntry | null;
  /** On disk, synced, when this returns. A refusal leaves the journal as it was. */
  append(act: string, data: JsonObject): Result<JournalEntry>;
  /** Newest first. `after` is the previous page's `next`. */
  page(after: string | null, limit: number): { readonly entries: readonly JournalEntry[]; readonly next: string | null };
  /** Oldest first, without the first `from`. Stops at a line that cannot be read; `check` says which. */
  all(from?: number): readonly JournalEntry[];
  check(): JournalCheck;
  close(): void;
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly notices: readonly string[];
}

export function openJournal(path: string, options: JournalOptions): Result<OpenedJournal> {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    return failed('journal-unavailable', `The case's journal ${path} could not be opened for writing: ${reasonOf(error)}`, 'Put the file back or make it writable, then open the case again.');
  }
  const notices = setTornEndAside(file, path, options.now());
  return ok({ journal: journalOver(file, path, options), notices });
}

/** The file of a new case's journal, empty. */
export function createJournalFile(path: string): void {
  writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
}

function journalOver(file: number, path: string, { key, actor, build, now }: JournalOptions): Journal {
  /** Byte offset of each line, and behind the last the length of the file. */
  const offsets = lineOffsets(file);
  let head = lastEntry();

  function lineAt(index: number): Buffer {
    const start = offsets[index] ?? 0;
    return readRange(file, start, (offsets[index + 1] ?? start) - 1);
  }
  function entryAt(index: number): JournalEntry | null {
    const read = readLine(lineAt(index));
    return 'entry' in read ? read.entry : null;
  }
  function lastEntry(): JournalEntry | null {
    return offsets.length > 1 ? entryAt(offsets.length - 2) : null;
  }

  return {
    path,
    get entries() {
      return offsets.length - 1;
    },
    get head() {
      return head;
    },
    append(act, data) {
      const end = offsets.at(-1) ?? 0;
      if (fstatSync(file).size !== end) return failed('journal-changed', 'The journal was changed by another program while the case was open. Nothing was added to it.', 'Close the case, find out which program wrote to the case folder, and open it again.');
      if (head === null && end > 0) return failed('journal-damaged', `The last entry of the journal (line ${offsets.length - 1}) cannot be read, so no entry can follow it.`, 'Restore journal.jsonl from a copy of the case. The evidence in the vault is not affected.');
      const at = new Date(Number(now() / 1_000_000n)).toISOString();
      const { entry, line } = sealEntry({ v: 1, seq: (head?.seq ?? 0) + 1, at, act, actor, build, data, prev: head?.hash ?? noPrevious, key: key.publicKey }, key);
      const bytes = Buffer.from(line);
      try {
        writeAll(file, bytes, end);
        fsyncSync(file);
      } catch (error) {
        takeBack(file, end);
        return failed('journal-not-written', `The journal could not be written: ${reasonOf(error)}`, 'Free some space on the disk of the case, then try again.');
      }
      offsets.push(end + bytes.length);
      head = entry;
      return ok(entry);
    },
    page(after, limit) {
      const before = after === null ? offsets.length - 1 : Math.min(Number.parseInt(after, 10) || 0, offsets.length - 1);
      const first = Math.max(0, before - limit);
      const entries: JournalEntry[] = [];
      for (let index = before - 1; index >= first; index -= 1) {
        const entry = entryAt(index);
        if (entry !== null) entries.push(entry);
      }
      return { entries, next: first === 0 ? null : String(first) };
    },
    all(from = 0) {
      const entries: JournalEntry[] = [];
      for (let index = from; index < offsets.length - 1; index += 1) {
        const entry = entryAt(index);
        if (entry === null) break;
        entries.push(entry);
      }
      return entries;
    },
    check: () => checkJournal(path),
    close: () => closeSync(file),
  };
}

/** A crash in mid-write leaves an end without LF. It was never acknowledged; it is kept beside the journal all the same. */
function setTornEndAside(file: number, path: string, now: bigint): readonly string[] {
  const size = fstatSync(file).size;
  const whole = lineOffsets(file).at(-1) ?? 0;
  if (whole === size) return [];
  const aside = `${path}.torn-${now}`;
  const torn = readRange(file, whole, size);
  writeFileSync(`${aside}.new`, torn, { flag: 'wx', mode: 0o600, flush: true });
  renameSync(`${aside}.new`, aside);
  syncFolderOf(aside);
  ftruncateSync(file, whole);
  fsyncSync(file);
  return [`The journal ended in an unfinished entry of ${torn.length} bytes, as a crash leaves it. It was moved to ${aside} and is not part of the chain.`];
}

function takeBack(file: number, end: number): void {
  try {
    ftruncateSync(file, end);
    fsyncSync(file);
  } catch {
    // Nothing more can be done now; the torn end is set aside at the next opening.
    return;
  }
}

function lineOffsets(file: number): number[] {
  const size = fstatSync(file).size;
  const offsets = [0];
  const chunk = Buffer.allocUnsafe(Math.min(Math.max(size, 1), 1 << 20));
  for (let position = 0; position < size; ) {
    const read = readSync(file, chunk, 0, chunk.length, position);
    if (read === 0) break;
    for (let at = chunk.indexOf(0x0a); at >= 0 && at < read; at = chunk.indexOf(0x0a, at + 1)) offsets.push(position + at + 1);
    position += read;
  }
  return offsets;
}

function readRange(file: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start);
  let done = 0;
  while (done < bytes.length) {
    const read = readSync(file, bytes, done, bytes.length - done, start + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
