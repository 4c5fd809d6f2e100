import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecentCase } from '#shared/model/case.ts';
import { readHomeFile, writeHomeFile } from './home-file.ts';

export interface RecentCases {
  /** Last opened first. `found` is looked up now. */
  list(): readonly RecentCase[];
  remember(opened: { readonly path: string; readonly name: string; readonly runs: number | null; readonly sources: number | null }): void;
  forget(path: string): void;
}

export function recentCases(home: string, now: () => bigint): RecentCases {
  const file = join(home, 'recent-cases.json');
  const read = (): RecentFile => readHomeFile(file, recentFile, [], now);
  return {
    list: () => read().map((recent) => ({ ...recent, pathId: recent.path, found: existsSync(join(recent.path, 'case.json')) })),
    remember({ path, name, runs, sources }) {
      const lastOpenedAt = new Date(Number(now() / 1_000_000n)).toISOString();
      const others = read().filter((recent) => recent.path !== path);
      writeHomeFile(file, [{ path, name, lastOpenedAt, runs, sources }, ...others].slice(0, kept));
    },
    forget(path) {
      writeHomeFile(file, read().filter((recent) => recent.path !== path));
    },
  };
}

const kept = 30;
const recentFile = z.array(
  z.object({
    path: z.string(),
    name: z.string(),
    lastOpenedAt: z.string(),
    runs: z.number().nullable(),
    sources: z.number().nullable(),
  }),
);
type RecentFile = z.infer<typeof recentFile>;
