import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChosenPath } from '#shared/ipc/answers.ts';
import { failed, ok, type Result } from '#shared/result.ts';

/**
 * Paths the person chose, dropped or opened before, each under an id that means nothing. The window holds ids; only this
 * table knows what they stand for, so the window cannot name a file nobody chose. Lives as long as the app.
 */
export interface ChosenPaths {
  idOf(path: string): string;
  pathOf(id: string): string | null;
  describe(path: string): Promise<ChosenPath>;
}

export function createChosenPaths(): ChosenPaths {
  const ids = new Map<string, string>();
  const paths = new Map<string, string>();
  function idOf(path: string): string {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const id = `path:${randomUUID()}`;
    ids.set(path, id);
    paths.set(id, path);
    return id;
  }
  return {
    idOf,
    pathOf: (id) => paths.get(id) ?? null,
    async describe(path) {
      const found = await stat(path).catch(() => null);
      return { id: idOf(path), name: basename(path), bytes: found?.isFile() === true ? found.size : null, folder: found?.isDirectory() === true };
    },
  };
}

/** The request with every `pathId` and `pathIds`, at the top or inside `items`, replaced by the path it stands for. */
export function withPaths(request: unknown, paths: ChosenPaths): Result<unknown> {
  let unknownId: string | null = null;
  const swap = (id: unknown): unknown => {
    if (typeof id !== 'string') return id;
    const path = paths.pathOf(id);
    if (path === null) unknownId = id;
    return path;
  };
  const swapped = mapPathIds(request, swap, ['items']);
  if (unknownId !== null) return failed('unknown-path', 'This file or folder was not chosen in this session.', 'Choose or drop it again.');
  return ok(swapped);
}

/** The answer with every path the engine gives back as `pathId` replaced by an id; rows of an array are looked at one by one. */
export function withIds(answer: unknown, paths: ChosenPaths): unknown {
  const swap = (path: unknown): unknown => (typeof path === 'string' ? paths.idOf(path) : path);
  return Array.isArray(answer) ? answer.map((row) => mapPathIds(row, swap, [])) : mapPathIds(answer, swap, []);
}

function mapPathIds(value: unknown, swap: (id: unknown) => unknown, inside: readonly string[]): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === 'pathId') return [key, swap(item)];
      if (key === 'pathIds' && Array.isArray(item)) return [key, item.map(swap)];
      if (inside.includes(key) && Array.isArray(item)) return [key, item.map((row) => mapPathIds(row, swap, []))];
      return [key, item];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
