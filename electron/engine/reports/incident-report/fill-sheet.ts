import type { FieldStatus } from '#shared/model/document.ts';
import type { FilledField, FilledSheet } from '#shared/model/report.ts';
import { defined } from '#shared/assert.ts';
import { mono, say, type Words } from '../document.ts';
import { autoValues } from './auto-values.ts';
import type { FieldSheet, SheetField } from './field-sheet.ts';
import type { ReportFacts } from './report-facts.ts';

/** What a person entered for a field, as the journal has it. */
export interface EnteredField {
  readonly value: string | null;
  readonly status: FieldStatus;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly seq: number;
}

/** The sheet at a phase: what a person entered stands before what the evidence proposes, and both are kept. `phase`: position in the sheet's own phases. */
export function fillSheet(sheet: FieldSheet, phase: number, facts: ReportFacts, entered: ReadonlyMap<string, EnteredField>): FilledSheet {
  const at = Math.min(phase, sheet.phases.length - 1);
  const name = defined(sheet.phases[at], 'a phase of the sheet');
  const filled = sheet.fields.map((field) => fillField(field, at, name, facts, entered.get(field.id) ?? null));
  const missing = filled.filter(({ status, mandatory }) => status === 'unknown yet' && mandatory === 'mandatory').map(({ name: title }) => title);
  const fields = filled.map((field, index) => (sheet.fields[index]?.from === 'missing-fields' && field.entered === null ? { ...field, value: missing.length === 0 ? 'no mandatory field is unknown' : missing.join('; '), status: 'complete' as const, because: say`states of the fields of this sheet` } : field));
  const { sheet: id, version, title, regime, status, note, source, readOn, mark } = sheet;
  return { sheet: id, version, title, regime, status, phase: name, note, source, readOn, mark, fields };
}

function fillField(field: SheetField, at: number, phase: string, facts: ReportFacts, entered: EnteredField | null): FilledField {
  const auto = field.from === null ? null : (autoValues[field.from]?.(facts, phase) ?? null);
  const proposed = auto?.value ?? null;
  const mandatory = field.mandatory[at] ?? 'not asked';
  const rest = { id: field.id, name: field.name, fill: field.fill, asked: field.asked, mandatory, format: field.format, choices: field.choices, condition: field.condition, note: field.note, proposed };
  if (entered !== null) {
    const value = entered.status === 'complete' ? (entered.value ?? proposed) : entered.value;
    const who = say`entered by ${mono(entered.by)}, journal ${entered.seq}${entered.reason === '' ? '' : `: ${entered.reason}`}`;
    const differs = proposed !== null && entered.value !== null && entered.value !== proposed;
    return { ...rest, value, status: entered.status, because: differs ? say`${who}. The evidence proposes: ${mono(proposed)}` : who, entered: { by: entered.by, at: entered.at, seq: entered.seq, reason: entered.reason } };
  }
  return { ...rest, value: proposed, status: statusOf(field, proposed, mandatory), because: becauseOf(field, proposed, auto?.because ?? null), entered: null };
}

/** Class H and M are complete only when a person says so; what the evidence proposes stands in the field, and the field is *unknown yet*. */
function statusOf({ fill }: SheetField, proposed: string | null, mandatory: string): FieldStatus {
  if (fill === 'A' && proposed !== null) return 'complete';
  return mandatory === 'not asked' ? 'later phase' : 'unknown yet';
}

function becauseOf({ fill, condition }: SheetField, proposed: string | null, auto: Words | null): Words {
  const asks = condition === '' ? [] : say` Asked ${condition}.`;
  if (auto === null) return say`only a person can say.${asks}`;
  return fill !== 'A' && proposed !== null ? say`proposed, not confirmed by a person: ${auto}.${asks}` : say`${auto}.${asks}`;
}
