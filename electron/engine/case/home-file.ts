import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { type z } from 'zod';
import { syncFolderOf } from './sync-folder.ts';

/**
 * A small JSON file in the installation's home folder: convenience, never evidence. A file that cannot be read is set
 * aside under another name and counts as empty.
 */
export function readHomeFile<T>(path: string, schema: z.ZodType<T>, empty: T, now: () => bigint): T {
  if (!existsSync(path)) return empty;
  const parsed = schema.safeParse(parseFile(path));
  if (parsed.success) return parsed.data;
  renameSync(path, `${path}.unreadable-${now()}`);
  return empty;
}

/** Whole or not at all. */
export function writeHomeFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const incoming = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(incoming, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, null, 1)}\n`);
    fsyncSync(file);
    renameSync(incoming, path);
  } finally {
    closeSync(file);
    rmSync(incoming, { force: true });
  }
  syncFolderOf(path);
}

/** A list in such a file, each item under its own name. What one item says is judged by whoever uses it. */
export interface NamedItems<T> {
  /** By name. */
  list(): readonly T[];
  /** Replaces the one of the same name. */
  save(item: T): void;
  remove(name: string): void;
}

export function namedItems<T>(path: string, schema: z.ZodType<T[]>, nameOf: (item: T) => string, now: () => bigint): NamedItems<T> {
  const read = (): readonly T[] => readHomeFile(path, schema, [], now);
  const others = (name: string): readonly T[] => read().filter((item) => nameOf(item) !== name);
  return {
    list: () => [...read()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    save: (item) => writeHomeFile(path, [...others(nameOf(item)), item]),
    remove: (name) => writeHomeFile(path, others(name)),
  };
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
