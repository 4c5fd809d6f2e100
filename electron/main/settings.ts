import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { preferences } from '#shared/ipc/contract.ts';

const settings = z.object({
  preferences: preferences.catch({ zone: 'utc', singleLetterKeys: true, runColumns: null, facetsShown: true }),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  width: z.number().int().min(960).max(10_000).catch(1440),
  height: z.number().int().min(600).max(10_000).catch(900),
});
export type Settings = Readonly<z.infer<typeof settings>>;

export interface SettingsFile {
  read(): Settings;
  change(part: Partial<Settings>): void;
}

/** The window's own memory: convenience only, so an unreadable file means the defaults and is overwritten. */
export function openSettings(home: string): SettingsFile {
  const path = join(home, 'window.json');
  let current = settings.parse(readJson(path));
  return {
    read: () => current,
    change(part) {
      current = { ...current, ...part };
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeFileSync(`${path}.new`, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

function readJson(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
