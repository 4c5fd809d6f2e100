import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpanReader, readSpan } from './span-reader.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'span-reader-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

describe('a span reader', () => {
  it('reads exactly the bytes asked for', async () => {
    const path = await file('a', '0123456789');
    expect((await readSpan(path, 3, 4)).toString()).toBe('3456');
    expect((await readSpan(path, 10, 0)).length).toBe(0);
  });

  it('reads many files at once through few open ones', async () => {
    const reader = createSpanReader(2);
    const paths = await Promise.all(Array.from({ length: 20 }, (_, i) => file(`f${i}`, `text ${i}!`)));
    const read = await Promise.all([...paths, ...paths].map((path) => reader.readSpan(path, 5, 1)));
    expect(read.map(String)).toEqual([...paths, ...paths].map((_, i) => String(i % 20)[0]));
    await reader.close();
  });

  it('says so when the file ends before the span or is gone', async () => {
    const reader = createSpanReader();
    const path = await file('short', 'abc');
    await expect(reader.readSpan(path, 1, 9)).rejects.toMatchObject({ problem: { code: 'source-cut' } });
    await expect(reader.readSpan(join(folder, 'none'), 0, 1)).rejects.toMatchObject({ problem: { code: 'source-unreadable' } });
    await file('none', 'now');
    expect(String(await reader.readSpan(join(folder, 'none'), 0, 3))).toBe('now');
    await reader.close();
  });
});
