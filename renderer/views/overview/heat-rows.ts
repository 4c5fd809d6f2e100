import type { FieldTally, SourceCompleteness } from '#shared/model/source.ts';
import { type SevenField, sevenFields } from '#shared/model/run.ts';

export interface HeatCell {
  readonly field: SevenField;
  /** 1 to 4 by share recorded; `none`: no run of this source has anything of it. */
  readonly level: 1 | 2 | 3 | 4 | 'none';
  /** Share of runs with the field recorded, never rounded up to a whole it is not. */
  readonly share: string;
  /** The largest group beside recorded and absent, e.g. `12 % in part`. */
  readonly beside: string | null;
  /** Every count, in words. */
  readonly counts: string;
  readonly absent: number;
}

export function heatCells(source: Pick<SourceCompleteness, 'runs' | 'fields'>): readonly HeatCell[] {
  return sevenFields.map((field) => heatCell(field, source.fields[field], source.runs));
}

function heatCell(field: SevenField, tally: FieldTally, runs: number): HeatCell {
  const { recorded, part, inferred, hashOnly, absent } = tally;
  const counts = `${recorded} recorded, ${part} in part, ${inferred} inferred, ${hashOnly} hash only or redacted, ${absent} not recorded, of ${runs} runs`;
  const beside = [
    { count: part, words: 'in part' },
    { count: inferred, words: 'inferred' },
    { count: hashOnly, words: 'hash only' },
  ].reduce((most, next) => (next.count > most.count ? next : most));
  return {
    field,
    level: recorded + part + inferred + hashOnly === 0 ? 'none' : levelOf(recorded, runs),
    share: shareText(recorded, runs),
    beside: beside.count === 0 ? null : `${shareText(beside.count, runs)} ${beside.words}`,
    counts,
    absent,
  };
}

function levelOf(recorded: number, runs: number): 1 | 2 | 3 | 4 {
  const percent = (recorded / runs) * 100;
  if (percent < 50) return 1;
  if (percent < 85) return 2;
  return percent < 97 ? 3 : 4;
}

/** Rounded down, so that 100 % means all; under one in a hundred is not zero. */
export function shareText(count: number, of: number): string {
  if (of === 0 || count === 0) return '0\u202f%';
  const percent = Math.floor((count / of) * 100);
  return percent === 0 ? '<1\u202f%' : `${percent}\u202f%`;
}
