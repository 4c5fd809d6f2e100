import { z } from 'zod';
import { ProblemError } from '#shared/result.ts';
import type { OmittedOriginal } from '#shared/model/bag.ts';
import type { CaseBench } from '../case-bench.ts';
import { suppliedItems } from '../remembered-inputs.ts';

/** An original of the vault and where it goes in a package. */
export interface BagOriginal {
  /** null: left out. */
  readonly path: string | null;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly importedAt: string;
  /** The sources read from it: itself, or a container's members. */
  readonly sources: readonly { readonly sourceKey: number; readonly name: string; readonly sha256: string; readonly format: string; readonly member: string | null }[];
}

export interface ChosenOriginals {
  readonly all: readonly BagOriginal[];
  readonly omitted: readonly OmittedOriginal[];
}

const importEntry = z.object({ sources: z.array(z.object({ sourceKey: z.number().int(), name: z.string(), vaultSha256: z.string(), vaultBytes: z.number(), member: z.string().nullable(), sha256: z.string(), format: z.string() })) });

/** Every original a finished import or a check names. `without`: names or hashes to leave out; one that fits nothing is refused. */
export function chooseOriginals({ case: opened }: Pick<CaseBench, 'case'>, without: readonly { readonly what: string; readonly reason: string }[]): ChosenOriginals {
  const known = knownOriginals(opened);
  const reasons = new Map<string, string>();
  for (const { what, reason } of without) {
    const found = known.filter((one) => isNamed(one, what));
    if (found.length === 0) throw new ProblemError('no-such-original', `No original of this case is named ${JSON.stringify(what)}.`, `Known: ${known.map(({ name }) => name).join(', ')}.`);
    for (const { sha256 } of found) reasons.set(sha256, reason);
  }
  const missing = known.filter(({ sha256 }) => !opened.vault.has(sha256) && !reasons.has(sha256));
  if (missing.length > 0) throw new ProblemError('vault-item-missing', `The vault no longer holds ${missing.map(({ name, sha256 }) => `${name} (${sha256})`).join(', ')}.`, 'Restore it from a copy of the case, or leave it out with a reason.');
  const taken = known.map((one, index): BagOriginal => ({ ...one, path: reasons.has(one.sha256) ? null : `data/originals/${String(index + 1).padStart(4, '0')}-${one.sha256.slice(0, 12)}-${safeName(one.name)}` }));
  return { all: taken, omitted: taken.flatMap(({ path, name, sha256, bytes }) => (path === null ? [{ name, sha256, bytes, reason: reasons.get(sha256) ?? '' }] : [])) };
}

function knownOriginals(opened: CaseBench['case']): readonly Omit<BagOriginal, 'path'>[] {
  const found = new Map<string, Omit<BagOriginal, 'path'>>();
  for (const entry of opened.journal.all()) {
    if (entry.act !== 'import-finished') continue;
    for (const { vaultSha256, vaultBytes, ...source } of importEntry.parse(entry.data).sources) {
      const container = source.member !== null && source.name.endsWith(`!${source.member}`) ? source.name.slice(0, -source.member.length - 1) : source.name;
      const known = found.get(vaultSha256) ?? { name: container, sha256: vaultSha256, bytes: vaultBytes, importedAt: entry.at, sources: [] };
      found.set(vaultSha256, { ...known, sources: [...known.sources, source] });
    }
  }
  for (const { sha256, name, at, bytes } of suppliedItems(opened)) if (!found.has(sha256)) found.set(sha256, { name, sha256, bytes, importedAt: at, sources: [] });
  return [...found.values()];
}

function isNamed({ name, sha256, sources }: Omit<BagOriginal, 'path'>, what: string): boolean {
  return name === what || sha256 === what || name.endsWith(`/${what}`) || sources.some((source) => source.name === what);
}

/** ASCII, one segment, safe on every system and in every manifest reader. The true name stands in `originals.json`. */
function safeName(name: string): string {
  const last = name.split(/[/\\!]/u).pop() ?? '';
  const safe = last.normalize('NFKD').replaceAll(/[^A-Za-z0-9._-]+/gu, '_').replace(/^[._-]+/u, '');
  return safe === '' ? 'original' : safe.slice(-80);
}
