import { join } from 'node:path';
import { z } from 'zod';
import { namedItems, type NamedItems } from './home-file.ts';

/** A chain profile as it was saved. */
export type SavedProfile = z.infer<typeof savedProfile>;

/** Chain profiles a person wrote or was sent, for every case of this installation. What a check used stands in its journal entry. */
export type SavedProfiles = NamedItems<SavedProfile>;

export function savedProfiles(home: string, now: () => bigint): SavedProfiles {
  return namedItems(join(home, 'profiles.json'), profilesFile, ({ profile }) => profile, now);
}

const savedProfile = z.looseObject({ profile: z.string().max(100) });
const profilesFile = z.array(savedProfile).max(500);
