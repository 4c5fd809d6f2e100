import { join } from 'node:path';
import { z } from 'zod';
import { readHomeFile, writeHomeFile } from './home-file.ts';

const longest = 50;

/** Searches typed in this case on this computer, latest first. Convenience only: in `work/`, no part of the evidence, gone with it. */
export function searchHistory(work: string, now: () => bigint): { list(): readonly string[]; note(where: string): void } {
  const file = join(work, 'searches.json');
  const list = (): readonly string[] => readHomeFile(file, z.array(z.string()), [], now);
  return { list, note: (where) => writeHomeFile(file, [where, ...list().filter((other) => other !== where)].slice(0, longest)) };
}
