import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '#shared/result.ts';
import { profileSchema, type ChainProfile } from './chain/profile.ts';

/** The profiles of the build, by name: data in `resources/profiles/`, parsed strictly. A file that does not parse is our own mistake. */
export function builtInProfiles(resources: string): readonly ChainProfile[] {
  const folder = join(resources, 'profiles');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => profileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

/** Untrusted: a profile somebody wrote or was sent. */
export function readProfile(text: string, from: string): Result<ChainProfile> {
  if (text.length > 1 << 20) return failed('profile-unusable', `${from} is too large for a chain profile.`, 'A profile is a page of JSON.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failed('profile-unusable', `${from} is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'See resources/schemas/chain-profile.schema.json.');
  }
  const parsed = profileSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return failed('profile-unusable', `${from} is no chain profile: ${issue === undefined ? 'it does not fit' : `${issue.path.join('.') || 'the whole'}: ${issue.message}`}.`, 'See resources/schemas/chain-profile.schema.json, or start from a file in resources/profiles.');
}
