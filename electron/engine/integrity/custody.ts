import type { PropertyVerdict } from '#shared/model/verdict.ts';
import type { CheckedSource } from './scheme.ts';

export function custodyOf({ importedSha256 }: Pick<CheckedSource, 'importedSha256'>, sha256: string): PropertyVerdict {
  const say = (verdict: PropertyVerdict['verdict'], sentence: string, missing: string | null = null): PropertyVerdict => ({ verdict, sentence, records: [], missing });
  if (importedSha256 === null) return say('not-checked', `The file was checked where it lies (SHA-256 ${sha256}); no hash of it was noted earlier.`, 'a hash noted when the file was handed over');
  if (importedSha256 === sha256) return say('verified', `The bytes checked are those imported (SHA-256 ${sha256}).`);
  return say('failed', `The bytes checked are not those imported: SHA-256 ${sha256}, at import ${importedSha256}.`);
}
