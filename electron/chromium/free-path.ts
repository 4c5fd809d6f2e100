import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse } from 'node:path';

/** The proposed path, or the next free one beside it: `Name 2.case`. A bare name goes to the downloads folder, else home. */
export function freePath(proposed: string, exists: (path: string) => boolean = existsSync): string {
  const downloads = join(homedir(), 'Downloads');
  const wanted = isAbsolute(proposed) ? proposed : join(exists(downloads) ? downloads : homedir(), proposed);
  mkdirSync(dirname(wanted), { recursive: true });
  const { dir, name, ext } = parse(wanted);
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? wanted : join(dir, `${name} ${number}${ext}`);
    if (!exists(path)) return path;
  }
}
