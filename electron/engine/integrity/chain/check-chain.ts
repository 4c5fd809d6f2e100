import { ProblemError } from '#shared/result.ts';
import { anchorsFor, noAnchors, type CheckedSource, type CheckTools, type Inputs, type Judgement, type Scheme, type SourceJudgements } from '../scheme.ts';
import { applyAnchors, lastChained } from './anchors.ts';
import { recordBytes, type CheckTask } from './check-range.ts';
import { bits } from './columns.ts';
import type { Edit } from './edit.ts';
import { failureOf, type Recall } from './failures.ts';
import { findRecipe, isRecognised, type ChosenRecipe } from './find-recipe.ts';
import { createRecordJudge, type Judged } from './judge.ts';
import { locate } from './locate.ts';
import type { ChainProfile } from './profile.ts';
import { sampleLayouts, type LayoutSample } from './sample-records.ts';
import { timeOfRecord } from './record-time.ts';
import { createChainTable, type ChainTable } from './table.ts';
import { tallyOf } from './tally.ts';
import { chainVerdict, recipeFit } from './verdict.ts';

/** Hash chains and signed records of every kind a profile describes. */
export const chainScheme: Scheme = {
  id: 'chain',
  title: 'Hash chains and signed records',
  takes: [
    '--key: the signers’ public keys (PEM, certificate, JWK set, raw Ed25519, did:key), or a MAC’s secret',
    '--expect-count, --expect-head, --expect-end: how many records there should be, the hash of the last, the time they should reach',
    '--profile: the recipe',
  ],
  // A log is evidence, not something handed in beside it; an earlier export is compared by a scheme of its own.
  recognise: () => null,
  async check(sources, inputs, tools) {
    const judged: SourceJudgements[] = [];
    for (const [index, source] of sources.entries()) {
      // A chain speaks of no file but its own.
      if (source.beside === true) continue;
      tools.onSource?.(source);
      judged.push({ source: index, judgements: await checkOne(source, { ...inputs, anchors: anchorsFor(source, inputs) }, tools) });
    }
    return judged;
  },
};

async function checkOne(source: CheckedSource, inputs: Inputs, tools: CheckTools): Promise<readonly Judgement[]> {
  const patterns = inputs.profiles.flatMap(({ record }) => (record.records === null ? [] : [record.records]));
  const samples = sampleLayouts(source.path, source.layout, patterns);
  // An inner layer is checked with the profile that names it, unless a person asks for it alone.
  const inner = new Set(inputs.profiles.flatMap(({ also }) => also));
  const outer = inputs.profileNamed ? inputs.profiles.slice(0, 1) : inputs.profiles.filter(({ profile }) => !inner.has(profile));
  const recipe = findRecipe(samples, outer, inputs.profileNamed, inputs.keys);
  if (recipe === null) return [];
  const verdicts = [await checkLayer(source, inputs, recipe, tools)];
  for (const layer of layersOf(recipe, inputs.profiles, samples, inputs)) verdicts.push(await checkLayer(source, { ...inputs, anchors: noAnchors }, layer, tools));
  return verdicts;
}

function layersOf(recipe: ChosenRecipe, profiles: readonly ChainProfile[], samples: readonly LayoutSample[], { keys }: Inputs): readonly ChosenRecipe[] {
  return recipe.profile.also.flatMap((id) => {
    const profile = profiles.find((known) => known.profile === id);
    const sample = samples.find(({ layout }) => layout === recipe.layout);
    if (profile === undefined || sample === undefined || !isRecognised(profile, sample)) return [];
    const found = findRecipe([sample], [profile], true, keys);
    return found === null ? [] : [found];
  });
}

async function checkLayer(source: CheckedSource, inputs: Inputs, recipe: ChosenRecipe, tools: CheckTools): Promise<Judgement> {
  const { profile, layout } = recipe;
  const table = await readTable(source, inputs, recipe, tools);
  const tally = tallyOf(table);
  const fit = recipeFit({ recipe, tally });
  // A recipe that fits too few records accuses none of them; stored hashes still tell the order.
  if (fit === 'none' || fit === 'too-little') for (let i = 0; i < table.count; i += 1) table.flags[i] = (table.flags[i] ?? 0) & ~bits.differs;
  const rules = {
    ownHash: profile.hash !== null && profile.hash.field !== null,
    linkCovered: profile.hash?.input?.some((part) => 'prev' in part || coversLink(profile, part)) ?? false,
    linked: profile.prev !== null && profile.hash !== null,
    seq: profile.seq, restartsAreNormal: profile.prev?.restarts === 'normal', unchained: profile.record.unchained,
  } as const;
  const mayJudge = fit !== 'none' || profile.hash?.field !== null;
  const all = mayJudge || tally.sigBad > 0 ? locate(table, rules) : { edits: [], observations: [] };
  // Where no recipe fits and most records do not name the one before them either, these are no links, and nothing is missing.
  const judgeable = mayJudge && (fit !== 'none' || all.edits.length * 2 <= tally.chained);
  const found = judgeable ? all : { ...all, edits: all.edits.filter(({ kind }) => kind === 'bad-signature') };
  const judge = createRecordJudge(profile, inputs.keys);
  const recalled = new Map<number, Judged>();
  const recall: Recall = (index) => {
    const known = recalled.get(index) ?? judge.judge(recordBytes(source.path, layout, table.offsets[index] ?? 0, table.lengths[index] ?? 0));
    recalled.set(index, known);
    return known;
  };
  const strangers = otherKeys(table);
  const last = lastChained(table, found.observations.some(({ kind }) => kind === 'newest-first'));
  const lastTime = inputs.anchors.endTime === null || last < 0 ? null : timeOfRecord(recordBytes(source.path, layout, table.offsets[last] ?? 0, table.lengths[last] ?? 0), profile.record.at);
  const { anchored, edits: cut } = applyAnchors(table, inputs.anchors, found.edits, { recall, profile, last, lastTime });
  const located = { ...found, edits: [...found.edits, ...strangers, ...cut].sort((a, b) => a.at - b.at) };
  const failures = located.edits.slice(0, readAgain).map((edit) => failureOf(edit, table, recall, { ...inputs.anchors, lastTime: lastTime?.text ?? null }));
  return {
    ...chainVerdict({ source, recipe, table, judgeable, located, failures, tally, head: last < 0 ? null : headText(recall(last), profile), anchored }),
    moreFailures: Math.max(0, located.edits.length - 1000),
  };
}

/** Failures beyond these are counted, not described. */
const readAgain = 1000;

/** Records signed by their own key while another one was supplied: one finding, however many they are. */
function otherKeys(table: ChainTable): readonly Edit[] {
  let count = 0;
  let first = -1;
  for (let i = 0; i < table.count; i += 1) {
    if (((table.flags[i] ?? 0) & bits.sigOtherKey) === 0) continue;
    count += 1;
    if (first < 0) first = i;
  }
  return count === 0 ? [] : [{ kind: 'bad-signature', at: first, count, because: 'other-key', other: null }];
}

function coversLink({ prev }: ChainProfile, part: NonNullable<NonNullable<ChainProfile['hash']>['input']>[number]): boolean {
  if (!('canon' in part) || prev === null) return false;
  const { canon } = part;
  if (canon.mode === 'raw') return canon.at === '' || prev.field.startsWith(canon.at);
  if (canon.mode !== 'json') return canon.fields.includes(prev.field);
  return !canon.exclude.includes(prev.field) && (canon.include === null || canon.include.includes(prev.field.slice(1)));
}

async function readTable(source: CheckedSource, inputs: Inputs, recipe: ChosenRecipe, tools: CheckTools): Promise<ChainTable> {
  const { profile, layout } = recipe;
  const task = { path: source.path, layout, profile, variants: recipe.rowVariants.map(({ input }) => input), keys: inputs.keys } as const;
  const builder = createChainTable();
  for await (const batches of inOrder(rangesOf(source, task), tools)) {
    for (const batch of batches) {
      builder.add(batch);
      tools.onProgress(batch.bytes, batch.count);
    }
    if (tools.signal.aborted) throw new ProblemError('cancelled', 'Cancelled. Nothing was kept.');
  }
  return builder.finish();
}

const rangeBytes = 16 << 20;

/** A record that hands over to a new key must be read before those it speaks for: then the file is one range. */
function rangesOf({ bytes }: CheckedSource, task: Omit<CheckTask, 'from' | 'to'>): readonly CheckTask[] {
  if (task.layout.kind !== 'lines' || (task.profile.sig !== null && task.profile.sig.rotation !== null)) return [{ ...task, from: 0, to: bytes }];
  const ranges: CheckTask[] = [];
  for (let from = 0; from < bytes; from += rangeBytes) ranges.push({ ...task, from, to: Math.min(bytes, from + rangeBytes) });
  return ranges;
}

/** Ranges are read ahead, as many as there are threads and one more, and handed over in the order of the file. */
async function* inOrder(tasks: readonly CheckTask[], { pool, signal }: CheckTools) {
  const running: Promise<Awaited<ReturnType<typeof all>>>[] = [];
  const all = async (task: CheckTask) => {
    const batches = [];
    for await (const batch of pool.check(task)) {
      batches.push(batch);
      if (signal.aborted) break;
    }
    return batches;
  };
  let next = 0;
  const start = (): void => {
    const task = tasks[next];
    if (task === undefined) return;
    next += 1;
    const work = all(task);
    work.catch(() => undefined);
    running.push(work);
  };
  for (let i = 0; i < pool.size + 1; i += 1) start();
  for (let work = running.shift(); work !== undefined; work = running.shift()) {
    const batches = await work;
    start();
    yield batches;
  }
}

function headText({ identity }: Judged, { hash }: ChainProfile): string | null {
  return hash === null || identity === '' || identity === '?' ? null : `${hash.prefix}${identity.replace(/^\?/, '')}`;
}
