import type { StageValue } from '#shared/model/lineage.ts';
import type { PairedSide, PairedStage, PairedValue, PairVerdict, RunPair } from '#shared/model/run-pair.ts';
import { countedText } from '../../parts/count-text.ts';
import { selectionOf, type Selection } from './byte-span.ts';
import { stageTitles } from './stage-card.ts';
import { nameInWords, shownValue, type ShownValue } from './value-text.ts';
import { type DiffPiece, wordDiff } from './word-diff.ts';

export const pairScopes = ['differences', 'everything'] as const;
export type PairScope = (typeof pairScopes)[number];

/** One line: a value of both runs, or a member of it that differs. */
export interface PairRow {
  readonly key: string;
  readonly name: string;
  readonly member: boolean;
  readonly verdict: PairVerdict;
  readonly why: string | null;
  readonly a: PairCell | null;
  readonly b: PairCell | null;
  /** Where the bytes of either side are; null: this run has no such value. */
  readonly selections: { readonly a: Selection | null; readonly b: Selection | null };
}

export interface PairCell {
  readonly shown: ShownValue;
  readonly provenance: StageValue['provenance'];
  readonly rule: string | null;
  readonly readings: number;
  /** Word by word against the other side; null: the values differ as wholes, or not at all. */
  readonly pieces: readonly DiffPiece[] | null;
}

export interface PairGroup {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly rows: readonly PairRow[];
}

const differs: ReadonlySet<PairVerdict> = new Set(['different', 'only in A', 'only in B', 'not comparable']);
/** Shorter texts are taken in at one look. */
const shortest = 24;
const longestShown = 4000;

export function pairGroups(pair: RunPair, scope: PairScope): readonly PairGroup[] {
  const several = new Set(pair.stages.filter(({ place }) => place > 1).map(({ kind }) => kind));
  return pair.stages.flatMap((stage) => {
    const rows = stage.values.filter(({ verdict }) => scope === 'everything' || differs.has(verdict)).flatMap((value) => rowsOf(stage, value));
    const title = stage.kind === null ? 'The run as a whole' : `${stageTitles[stage.kind]}${several.has(stage.kind) ? ` ${stage.place}` : ''}`;
    const oneSided = (stage.a?.present ?? false) !== (stage.b?.present ?? false);
    if (rows.length === 0 && !oneSided && (scope === 'differences' || stage.values.length === 0)) return [];
    return [{ key: `${stage.kind ?? 'context'} ${stage.place}`, title, detail: detailOf(stage), rows }];
  });
}

/** `12 values differ · 40 are the same · 7 ids and times of their own`. */
export function pairWords(pair: RunPair): string {
  const verdicts = pair.stages.flatMap(({ values }) => values.map(({ verdict }) => verdict));
  const [apart, own] = [verdicts.filter((verdict) => differs.has(verdict)).length, verdicts.filter((verdict) => verdict === 'of its own').length];
  return `${countedText(apart, 'value')} differ${apart === 1 ? 's' : ''} · ${countedText(verdicts.length - apart - own, 'value')} the same${own === 0 ? '' : ` · ${own} ids and times each run has of its own`}`;
}

/** `+1.204 s`: from the recorded start of a run. */
export function afterStartText(nanoseconds: string): string {
  const seconds = Number(nanoseconds) / 1e9;
  const size = Math.abs(seconds);
  const text = size < 120 ? `${(Math.round(size * 1000) / 1000).toString()} s` : size < 7200 ? `${(size / 60).toFixed(1)} min` : size < 172_800 ? `${(size / 3600).toFixed(1)} h` : `${(size / 86_400).toFixed(1)} d`;
  return `${seconds < 0 ? '−' : '+'}${text}`;
}

function detailOf({ kind, a, b }: PairedStage): string {
  if (kind === null) return '';
  const side = (name: string, of: PairedSide | null): string => (of === null || !of.present ? `${name} not recorded` : of.afterStart === null ? `${name} at no recorded time` : `${name} ${afterStartText(of.afterStart)}`);
  const timed = [a, b].some((of) => (of?.afterStart ?? null) !== null);
  return `${side('A', a)} · ${side('B', b)}${timed ? ', from the start of its run' : ''}`;
}

function rowsOf(stage: PairedStage, value: PairedValue): readonly PairRow[] {
  const { name, verdict, why, a, b, members, moreMembers } = value;
  const key = `${stage.kind ?? 'context'} ${stage.place} ${name}`;
  const selections = { a: a === null ? null : selectionOf(name, a), b: b === null ? null : selectionOf(name, b) };
  const [one, two] = [a === null ? null : cellOf(a), b === null ? null : cellOf(b)];
  const row: PairRow = { key, name: nameInWords(name), member: false, verdict, why, ...inWords(one, two, verdict), selections };
  if (members.length === 0) return [row];
  const rest = moreMembers === 0 ? null : `${countedText(moreMembers, 'further member')} differ${moreMembers === 1 ? 's' : ''} and ${moreMembers === 1 ? 'is' : 'are'} not listed.`;
  return [
    { ...row, why: rest },
    ...members.map((member, index): PairRow => {
      const [ours, theirs] = [memberCell(member.a), memberCell(member.b)];
      return { key: `${key} ${index}`, name: member.pointer, member: true, verdict: member.withheld ? 'not comparable' : ours === null ? 'only in B' : theirs === null ? 'only in A' : 'different', why: null, ...inWords(ours, theirs, member.withheld ? 'not comparable' : 'different'), selections };
    }),
  ];
}

function cellOf(value: StageValue): PairCell {
  return { shown: cut(shownValue(value)), provenance: value.provenance, rule: value.rule, readings: value.also.length === 0 ? 0 : value.also.length + 1, pieces: null };
}

function memberCell(text: string | null): PairCell | null {
  return text === null ? null : { shown: cut({ text: text === '' ? 'recorded as empty text' : text, form: text === '' ? 'empty' : 'text' }), provenance: 'recorded', rule: null, readings: 0, pieces: null };
}

function cut(shown: ShownValue): ShownValue {
  return shown.text.length <= longestShown ? shown : { ...shown, text: `${shown.text.slice(0, longestShown)}…` };
}

/** Texts that differ, word by word: what only A has stands in A, what only B has in B. */
function inWords(a: PairCell | null, b: PairCell | null, verdict: PairVerdict): { readonly a: PairCell | null; readonly b: PairCell | null } {
  if (a === null || b === null || verdict !== 'different' || a.shown.form !== 'text' || b.shown.form !== 'text' || Math.max(a.shown.text.length, b.shown.text.length) < shortest) return { a, b };
  if (!/\s/u.test(a.shown.text) && !/\s/u.test(b.shown.text)) return { a, b };
  const diff = wordDiff(a.shown.text, b.shown.text);
  if (!diff.wordByWord || !diff.pieces.some(({ kind }) => kind === 'same')) return { a, b };
  return { a: { ...a, pieces: diff.pieces.filter(({ kind }) => kind !== 'added') }, b: { ...b, pieces: diff.pieces.filter(({ kind }) => kind !== 'removed') } };
}
