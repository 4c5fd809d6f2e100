import { readFileSync } from 'node:fs';
import type { JournalCheck, JournalEntry } from '#shared/model/journal.ts';
import { noPrevious, readLine } from './journal-line.ts';

/**
 * Verifies every line: form, hash, signature, number and link. What it cannot see: entries cut off at the end, unless the
 * caller knows a later head; and a journal written anew from the first line by somebody else's key, which shows in `keys`.
 */
export function checkJournal(path: string): JournalCheck {
  return checkLines(splitLines(readFileSync(path)));
}

export function checkLines(lines: readonly Buffer[]): JournalCheck {
  const keys = new Set<string>();
  let firstFailure: JournalCheck['firstFailure'] = null;
  let previous: JournalEntry | null = null;
  let headHash: string | null = null;
  for (const [index, line] of lines.entries()) {
    const seq: number = previous === null ? 1 : previous.seq + 1;
    const read = readLine(line);
    if ('what' in read) {
      firstFailure ??= { seq, line: index + 1, what: `Entry ${seq} ${read.what}.` };
      previous = null;
      headHash = null;
      continue;
    }
    const { entry } = read;
    keys.add(entry.key);
    headHash = entry.hash;
    if (firstFailure === null) {
      const what = misplaced(entry, seq, previous, lines);
      if (what !== null) firstFailure = { seq, line: index + 1, what };
    }
    previous = entry;
  }
  return { entries: lines.length, headHash, firstFailure, keys: [...keys] };
}

/** Lines at LF only; what stands after the last LF is not a line. */
export function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

/** Why an entry that is sound in itself does not belong where it stands; null when it does. */
function misplaced(entry: JournalEntry, seq: number, previous: JournalEntry | null, lines: readonly Buffer[]): string | null {
  const prev = previous?.hash ?? noPrevious;
  if (entry.seq === seq && entry.prev === prev) return null;
  if (entry.seq === seq) return `Entry ${seq} does not follow the entry before it: it names ${entry.prev} as its predecessor, that entry's hash is ${prev}. One of the two was replaced or inserted.`;
  if (entry.seq < seq) return `Entry ${entry.seq} stands where entry ${seq} belongs: it was inserted, repeated or moved.`;
  const elsewhere = lines.findIndex((line) => lineSeq(line) === seq);
  if (elsewhere >= 0) return `Entry ${entry.seq} stands where entry ${seq} belongs, which is on line ${elsewhere + 1}: the entries were reordered.`;
  const last = entry.seq - 1;
  return `${last === seq ? `Entry ${seq} is` : `Entries ${seq} to ${last} are`} missing: entry ${entry.seq} follows ${seq === 1 ? 'the beginning' : `entry ${seq - 1}`}. They were deleted.`;
}

function lineSeq(line: Buffer): number | null {
  const read = readLine(line);
  return 'entry' in read ? read.entry.seq : null;
}
