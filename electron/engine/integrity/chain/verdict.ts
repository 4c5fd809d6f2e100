import { createHash } from 'node:crypto';
import type { ChainFailure, FailureKind, PropertyVerdict, SourceVerdict, VerdictWord, WeaknessCode } from '#shared/model/verdict.ts';
import { canonicalJson } from '../../case/canonical-json.ts';
import type { CheckedSource, Judgement } from '../scheme.ts';
import { bits } from './columns.ts';
import type { Located } from './edit.ts';
import type { ChosenRecipe } from './find-recipe.ts';
import { notesOf } from './observed.ts';
import { segmentsOf } from './strip-segments.ts';
import type { ChainTable } from './table.ts';
import type { Tally } from './tally.ts';
import { weaknessWords } from './weakness-words.ts';

export interface ChainFacts {
  readonly source: CheckedSource;
  readonly recipe: ChosenRecipe;
  readonly table: ChainTable;
  /** The records' links say something of their order, whether or not a recipe fits. */
  readonly judgeable: boolean;
  readonly located: Located;
  readonly failures: readonly ChainFailure[];
  readonly tally: Tally;
  /** The last record's hash as written, and what became of the anchors. */
  readonly head: string | null;
  readonly anchored: Anchored;
}

/** `none`: no anchor was supplied. `open`: one was, and does not decide. */
export interface Anchored {
  readonly state: 'none' | 'holds' | 'fails' | 'open';
  /** Where the noted hash stands. A count or a time says nothing of what the records hold: only the last record's hash shuts a rewrite out. */
  readonly head: 'last' | 'earlier' | 'none';
  readonly words: string;
}

export type RecipeFit = 'fits' | 'too-little' | 'none' | 'not-shown';

/** How well the recipe fits the whole file; `too-little` and `none` say nothing of alterations. */
export function recipeFit({ recipe: { profile }, tally }: Pick<ChainFacts, 'recipe' | 'tally'>): RecipeFit {
  const { hash, prev } = profile;
  if (tally.chained === 0) return 'not-shown';
  if (hash !== null && hash.field !== null && hash.input !== null) {
    const fits = tally.contentFits + tally.variant;
    return fits === 0 ? 'none' : fits * 2 < tally.chained ? 'too-little' : 'fits';
  }
  const signed = tally.sigFits + tally.sigOwnKey + tally.sigOtherKey;
  if (signed > 0 || tally.linked > 0) return 'fits';
  if (tally.sigBad > 0) return prev === null || tally.chained < 2 ? 'not-shown' : 'none';
  return prev === null || tally.chained - tally.genesis < 1 || tally.chained < 2 ? 'not-shown' : 'none';
}

/** Members beyond these are in the counts of nothing: a record of a thousand members is no record of an agent. */
const mostFields = 500;
const contentKinds: readonly FailureKind[] = ['altered'];
const orderKinds: readonly FailureKind[] = ['inserted', 'deleted', 'reordered', 'forked', 'duplicated', 'spliced', 'relinked'];

export function chainVerdict(facts: ChainFacts): Judgement {
  const { source, recipe, table, located, failures, tally } = facts;
  const fit = recipeFit(facts);
  const weaknesses = weaknessesOf(facts);
  const properties: Judgement['properties'] = {
    recipe: recipeOf(facts, fit),
    content: contentOf(facts, fit),
    order: orderOf(facts, fit),
    start: startOf(facts, fit),
    end: endOf(facts, fit),
    authorship: authorshipOf(facts),
    time: say('cannot-be-known', 'Times are the writer’s own claim: nothing outside the file bounds them.'),
    coverage: coverageOf(facts, fit),
    strength: weaknesses.length === 0 ? say('verified', 'The recipe has no known weakness against anybody who does not hold the signing key.') : say('cannot-be-known', weaknesses.map(({ sentence }) => sentence).join(' ')),
  };
  return {
    sourceKey: source.sourceKey, name: source.name, bytes: source.bytes,
    mechanism: mechanismOf(recipe.profile),
    profile: { id: recipe.profile.profile, title: recipe.profile.title, sha256: profileHash(recipe), variant: recipe.variant },
    inferred: recipe.inferred,
    records: tally.chained, chains: table.chains.length, outside: tally.outside,
    headline: (settled) => headlineOf(facts, settled),
    properties, failures: failures.slice(0, listed), moreFailures: Math.max(0, failures.length - listed),
    uncoveredFields: table.uncovered, ...(fit === 'none' || fit === 'too-little' || (recipe.profile.hash?.input === null && recipe.profile.sig === null) ? {} : { fields: table.fields.slice(0, mostFields) }), weaknesses, notes: notesOf(facts), segments: segmentsOf(table, located.edits, fit), head: facts.head,
  };
}

const listed = 1000;

function say(verdict: VerdictWord, sentence: string, missing: string | null = null): PropertyVerdict {
  return { verdict, sentence, records: [], missing };
}

function failing(failures: readonly ChainFailure[], kinds: readonly FailureKind[]): PropertyVerdict | null {
  const own = failures.filter(({ kind }) => kinds.includes(kind));
  const first = own[0];
  if (first === undefined) return null;
  const more = own.length - 1;
  return { verdict: 'failed', sentence: more === 0 ? first.sentence : `${first.sentence} And ${more} more.`, records: [...new Set(own.map(({ record }) => record))].slice(0, 100), missing: null };
}

function mechanismOf({ hash, prev, sig, mac }: ChosenRecipe['profile']): string {
  const chain = hash !== null && prev !== null ? 'hash chain' : hash !== null ? 'hashed records' : '';
  const proof = sig !== null ? 'signed' : mac !== null ? 'with a MAC' : '';
  return chain === '' ? 'signed records' : proof === '' ? chain : `${chain}, ${proof}`;
}

function recipeOf({ recipe, tally }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  const name = `${recipe.profile.title}${recipe.variant === null || recipe.variant === recipe.profile.title ? '' : ` in a variant (${recipe.variant})`}`;
  const how = recipe.inferred ? ' Nobody stated this recipe: it was found by trying.' : '';
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (fit === 'none') return say('failed', `The recipe ${name} does not fit this file: none of ${tally.chained} records comes out, under ${recipe.tried} recipes and variants tried. That says nothing about alterations.`);
  if (fit === 'not-shown') return say('not-checked', `The records look like ${name}; with what is in the file nothing shows whether the recipe fits.`, 'a second linked record or the signer’s key');
  const own = recipe.profile.hash?.field !== null && recipe.profile.hash?.input !== null && recipe.profile.hash !== null;
  const shown = own ? tally.contentFits + tally.variant : Math.max(tally.linked, tally.sigFits + tally.sigOwnKey + tally.sigOtherKey);
  const respelled = tally.variant > 0 ? ` ${tally.variant} of them fit once numbers or times are re-spelled: they were exported anew.` : '';
  if (fit === 'too-little') return say('not-checked', `The recipe ${name} fits only ${shown} of ${tally.chained} records: more likely the others follow another recipe than that they were altered.${respelled}${how}`, 'the recipe of the other records');
  return say('verified', own ? `The recipe ${name} fits ${shown} of ${tally.chained} records.${respelled}${how}` : `The recipe ${name} fits: ${shown} links or signatures of ${tally.chained} records come out.${how}`);
}

function contentOf({ recipe: { profile }, tally, failures, table, anchored }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  const failed = failing(failures, contentKinds);
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (fit === 'none') return say('not-checked', 'Record content is not checked: no recipe fits.', 'the recipe this log was written with');
  if (failed !== null) return failed;
  if (fit === 'too-little') return say('not-checked', `${tally.contentFits + tally.variant} of ${tally.chained} records fit their hash; the others are not judged.`, 'the recipe of the other records');
  if (profile.hash !== null && profile.hash.input === null) return say('cannot-be-known', 'The hashes cannot be computed again from this export: whether the content of a record was altered cannot be known.');
  const signed = tally.sigFits + tally.sigOwnKey;
  if (profile.hash === null || profile.prev === null) {
    if (tally.sigNoKey > 0) return say('not-checked', `Record content is not checked: the key of ${tally.sigNoKey} signatures is missing.`, 'the signer’s public key');
  }
  const span = spanText(tally);
  if (tally.outside > 0) return say('cannot-be-known', `The content of ${tally.chained} records fits their hashes. ${tally.outside} ${tally.outside === 1 ? 'piece' : 'pieces'} of the file carry none: whether they were altered cannot be known.`);
  if (profile.hash !== null && profile.hash.field === null && signed < tally.chained && anchored.head !== 'last') {
    if (tally.chained === 1) return say('not-checked', `Nothing in the file protects record ${tally.last}: it carries no hash, and no signature was checked.`, 'the signer’s public key, or the head hash');
    return say('not-checked', `The content of records ${tally.first} to ${beforeLast(table)} fits the links. Nothing protects record ${tally.last}, the last: it carries no hash of its own and no signature that was checked.`, 'the signer’s public key, or the head hash');
  }
  return say('verified', profile.hash === null || profile.prev === null ? `${span}: every signature fits the content.` : `${span}: the content fits the hashes.`);
}

function beforeLast({ ordinals, flags, count }: ChainTable): number {
  const chained: number[] = [];
  for (let i = count - 1; i >= 0 && chained.length < 2; i -= 1) if (((flags[i] ?? 0) & (bits.outside | bits.unreadable)) === 0) chained.push(ordinals[i] ?? 0);
  return chained[1] ?? 0;
}

function orderOf({ recipe: { profile }, tally, failures, table, judgeable, located }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (profile.prev === null) return say('cannot-be-known', 'The records are signed or hashed one by one; nothing links them: order and gaps cannot be known.');
  const failed = failing(failures, orderKinds);
  if (failed !== null) return failed;
  if (fit === 'none' && !judgeable) return say('not-checked', 'Linkage is not checked: no recipe fits.', 'the recipe this log was written with');
  const restarts = located.observations.filter(({ kind }) => kind === 'restart').length;
  const chains = table.chains.length > 1 ? ` ${table.chains.length} chains were followed; only the chains supplied were checked.` : '';
  const again = restarts > 0 ? ` The chain begins anew ${restarts === 1 ? 'once' : `${restarts} times`}: nothing ties those parts to one another.` : '';
  const reversed = located.observations.some(({ kind }) => kind === 'newest-first') ? ' The file lists the newest first.' : '';
  if (tally.chained === 1) return say('not-applicable', 'One record: there is no order to check.');
  return say('verified', `${spanText(tally)}: each names the one before it.${chains}${again}${reversed}`);
}

function startOf({ recipe: { profile }, table, tally, located }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (profile.prev === null) return say('cannot-be-known', 'Nothing in this scheme marks a first record.');
  if (fit === 'none') return say('not-checked', 'The start is not checked: no recipe fits.', 'the recipe this log was written with');
  const newestFirst = located.observations.some(({ kind }) => kind === 'newest-first');
  const seen = new Set<number>();
  const mid: number[] = [];
  for (let step = 0; step < table.count && seen.size < table.chains.length; step += 1) {
    const i = newestFirst ? table.count - 1 - step : step;
    const flag = table.flags[i] ?? 0;
    const chain = table.chainOf[i] ?? 0;
    if ((flag & (bits.outside | bits.unreadable)) !== 0 || seen.has(chain)) continue;
    seen.add(chain);
    if ((flag & bits.genesis) === 0) mid.push(table.ordinals[i] ?? 0);
  }
  const first = mid[0];
  if (first === undefined) return say('verified', table.chains.length > 1 ? `All ${table.chains.length} chains start with a first record.` : `Record ${newestFirst ? tally.last : tally.first} is the first of its chain: it names no predecessor.`);
  return say('not-checked', `The file starts mid-chain at record ${first}${mid.length > 1 ? ` and ${mid.length - 1} more chains do so` : ''}: rotation, filter or deletion cannot be told apart.`, 'the file before it, or the hash of its last record');
}

function endOf({ recipe: { profile }, table, tally, failures, anchored }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  if (tally.chained === 0 && anchored.state === 'none') return say('not-applicable', 'No records, nothing verified.');
  const cut = failing(failures, ['truncated']);
  if (cut !== null) return cut;
  if (anchored.state === 'fails') return { ...say('failed', anchored.words), records: [tally.last] };
  if (anchored.state === 'holds' && fit !== 'none') return say('verified', anchored.words);
  if (anchored.state === 'open') return say('not-checked', anchored.words, 'the hash of the last record, noted outside the file');
  let closed = profile.end !== null;
  const open = new Map<number, number>();
  for (let i = 0; i < table.count; i += 1) if (((table.flags[i] ?? 0) & (bits.outside | bits.unreadable)) === 0) open.set(table.chainOf[i] ?? 0, i);
  for (const last of open.values()) closed &&= ((table.flags[last] ?? 0) & bits.terminal) !== 0;
  if (closed && tally.sigFits === tally.chained) return say('verified', 'The last record says that the chain ends here, and its signature fits a key from outside the file.');
  const marker = closed ? ' The last record says that the chain ends here; that is the writer’s own word.' : '';
  return say('not-checked', `End of log not anchored: records after record ${tally.last} may have existed.${marker}`, 'the number of records or the hash of the last one, noted outside the file');
}

function authorshipOf({ recipe: { profile }, tally, failures, table }: ChainFacts): PropertyVerdict {
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (profile.sig === null && profile.mac === null) return say('cannot-be-known', 'Nothing in this scheme shows who wrote the log: whoever could write the file could have made it.');
  const failed = failing(failures, ['bad-signature']);
  if (failed !== null) return failed;
  const what = profile.sig === null ? 'MAC' : 'signature';
  const keys = table.keys.length > 0 ? ` ${table.keys.slice(0, 3).join(', ')}${table.keys.length > 3 ? ` and ${table.keys.length - 3} more` : ''}` : '';
  const unsigned = tally.unsigned > 0 ? ` ${tally.unsigned} records carry none.` : '';
  if (tally.sigNoKey > 0) return say('not-checked', `Authorship is not checked: the key is missing. ${tally.sigNoKey} records carry a ${what}.${unsigned}`, profile.sig === null ? 'the MAC’s secret' : 'the signer’s public key');
  if (tally.sigOwnKey > 0) return say('not-checked', `${tally.sigOwnKey} signatures fit the key${keys}; the key was taken from the file itself, so it shows that one key signed, not whose it is.${unsigned}`, 'the key or its fingerprint from outside the file');
  if (tally.sigFits === 0) return say('not-checked', `No record carries a ${what}.`, `records with a ${what}`);
  if (tally.unsigned > 0) return say('not-checked', `${tally.sigFits} ${what}s fit the key supplied.${unsigned}`, `a ${what} for every record`);
  return say('verified', profile.sig === null ? `All ${tally.sigFits} MACs fit the secret supplied: somebody who holds it made them, which includes everybody who can check them.` : `All ${tally.sigFits} signatures fit the key supplied${keys}: its holder signed these records.`);
}

function coverageOf({ recipe: { profile }, table, tally }: ChainFacts, fit: RecipeFit): PropertyVerdict {
  if (tally.chained === 0) return say('not-applicable', 'No records, nothing verified.');
  if (fit === 'none' || fit === 'too-little') return say('not-checked', 'Which members are covered is not checked: no recipe fits all records.', 'the recipe this log was written with');
  if (profile.hash !== null && profile.hash.input === null && profile.sig === null) return say('cannot-be-known', 'Which members the hash covers cannot be known from this export.');
  const names = table.uncovered;
  if (names.length === 0) return say('verified', 'Every member of every record is covered by the hash or the signature.');
  const list = names.slice(0, 12).join(', ');
  return say('cannot-be-known', `${names.length === 1 ? `Field ${list} is` : `Fields ${list}${names.length > 12 ? ` and ${names.length - 12} more` : ''} are`} not covered by the hash: integrity unknown.${profile.notCovered === '' ? '' : ` ${profile.notCovered}`}`);
}

function weaknessesOf({ recipe: { profile }, table, tally, anchored }: ChainFacts): SourceVerdict['weaknesses'] {
  const codes = new Set<WeaknessCode>(profile.weaknesses);
  const isOneChain = profile.prev !== null && profile.hash?.input !== null && table.chains.length === 1 && tally.genesis < 2;
  if (table.uncovered.length > 0 && profile.hash?.input !== null) codes.add('uncovered-fields');
  else codes.delete('uncovered-fields');
  if (profile.hash !== null && profile.hash.input === null) codes.add('links-only');
  if (profile.hash !== null && profile.hash.field === null && profile.prev !== null) codes.add('no-own-hash');
  if (profile.hash?.alg === 'sha1' || profile.hash?.alg === 'md5') codes.add('weak-hash');
  if (profile.mac !== null) codes.add('symmetric-key');
  if (tally.sigOwnKey > 0) codes.add('key-in-file');
  if (tally.sigFits > 0 && tally.sigFits === tally.chained) {
    codes.delete('key-in-file');
    if (profile.sig !== null) codes.delete('rewrite-by-writer');
  } else if (anchored.head === 'last' && isOneChain) codes.delete('rewrite-by-writer');
  else codes.add('rewrite-by-writer');
  return [...codes].sort().map((code) => ({ code, sentence: weaknessWords[code] }));
}

function headlineOf({ tally, table }: ChainFacts, properties: Judgement['properties']): string {
  const { content, order, end, authorship, recipe } = properties;
  if (tally.chained === 0) return end.verdict === 'not-applicable' ? 'No records, nothing verified.' : `No records, nothing verified. ${end.sentence}`;
  if (recipe.verdict === 'failed') return recipe.sentence;
  const parts: string[] = [];
  const verified = [content.verdict === 'verified' ? 'content' : '', order.verdict === 'verified' ? 'order' : ''].filter((word) => word !== '');
  if (verified.length > 0) parts.push(`${spanText(tally)}: ${verified.join(' and ')} verified.`);
  for (const [name, { verdict, records, sentence }] of Object.entries({ Content: content, Order: order, Authorship: authorship })) if (verdict === 'failed') parts.push(records.length === 1 ? sentence : `${name} failed at ${records.length} records.`);
  if (content.verdict === 'not-checked') parts.push(content.sentence);
  if (end.verdict === 'not-checked') parts.push('End not anchored.');
  if (end.verdict === 'failed') parts.push(end.sentence);
  if (end.verdict === 'verified') parts.push('End verified.');
  if (tally.sigOwnKey > 0) parts.push('Signer key taken from file.');
  if (tally.sigNoKey > 0) parts.push('Key missing.');
  if (table.uncovered.length > 0) parts.push(`${table.uncovered.length} ${table.uncovered.length === 1 ? 'field' : 'fields'} not covered.`);
  return parts.join(' ');
}

function spanText({ first, last }: Tally): string {
  return first === last ? `Record ${first}` : `Records ${first}–${last}`;
}

export function profileHash({ profile }: Pick<ChosenRecipe, 'profile'>): string {
  return createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(profile)))).digest('hex');
}
