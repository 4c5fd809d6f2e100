import type { FieldWrite, SubjectRecord, WrittenValue } from '#shared/model/subject-record.ts';
import { countedText } from '../../parts/count-text.ts';

export function valueText(value: WrittenValue): string {
  if (!value.recorded) return 'not recorded';
  if (value.value === null) return 'recorded as empty';
  return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
}

/** In words that blame nobody: something wrote, and this evidence does not have it. */
export function continuityText({ continuity, sameInstant }: Pick<FieldWrite, 'continuity' | 'sameInstant'>): string {
  const words = { continues: 'continues', 'changed in between': 'changed in between by something not in this evidence', 'previous value not recorded': 'previous value not recorded' } as const;
  return [...(continuity === null ? [] : [words[continuity]]), ...(sameInstant ? ['same instant as the write before it: source order'] : [])].join('; ');
}

/** `310.00 EUR in 2 confirmed runs; 1 without a known outcome`. */
export function totalTexts({ totals }: Pick<SubjectRecord, 'totals'>): readonly string[] {
  return totals.map(({ currency, executed, runs, withoutOutcome }) => `${executed} ${currency ?? '(currency not recorded)'} in ${countedText(runs, 'confirmed run')}${withoutOutcome > 0 ? `, ${countedText(withoutOutcome, 'run')} without a known outcome` : ''}`);
}

/** `44821` is meant as a customer; anything with a kind is taken as it stands. */
export function subjectTyped(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^[a-z][a-z _-]*:./iu.test(trimmed) ? trimmed : `customer:${trimmed}`;
}
