import { basisText, figureText } from '#shared/model/figure-text.ts';
import type { ReportSnapshot } from '#shared/model/report.ts';

export interface Change {
  readonly what: string;
  readonly before: string;
  readonly now: string;
  readonly why: string;
}

/** What differs between what was submitted and what the case says now: every field, every figure, whichever way it went. */
export function changesSince(before: ReportSnapshot, now: ReportSnapshot): readonly Change[] {
  return [...figureChanges(before, now), ...fieldChanges(before, now)];
}

function fieldChanges(before: ReportSnapshot, now: ReportSnapshot): readonly Change[] {
  return now.sheets.flatMap(({ sheet, fields }) => {
    const old = before.sheets.find((one) => one.sheet === sheet);
    if (old === undefined) return [{ what: `Field sheet ${sheet}`, before: 'not in the submission', now: `${fields.length} fields`, why: 'added since' }];
    return fields.flatMap((field): readonly Change[] => {
      const was = old.fields.find(({ id }) => id === field.id);
      if (was !== undefined && was.value === field.value && was.status === field.status) return [];
      return [{ what: `${field.id} ${field.name}`, before: was === undefined ? 'no such field' : fieldText(was), now: fieldText(field), why: field.basis }];
    });
  });
}

function fieldText({ value, status }: { readonly value: string | null; readonly status: string }): string {
  return `${value ?? 'no value'} (${status})`;
}

function figureChanges(before: ReportSnapshot, now: ReportSnapshot): readonly Change[] {
  const ids = [...new Set([...before.figures.map(({ id }) => id), ...now.figures.map(({ id }) => id)])];
  return ids.flatMap((id): readonly Change[] => {
    const [old, current] = [before.figures.find((one) => one.id === id), now.figures.find((one) => one.id === id)];
    if (old !== undefined && current !== undefined && figureText(old) === figureText(current) && basisText(old) === basisText(current)) return [];
    const text = (figure: typeof old): string => (figure === undefined ? 'not stated' : `${figureText(figure)} ${figure.unit} (${basisText(figure)})`);
    return [{ what: (current ?? old)?.title ?? id, before: text(old), now: text(current), why: whyOf(old, current) }];
  });
}

function whyOf(old: ReportSnapshot['figures'][number] | undefined, now: ReportSnapshot['figures'][number] | undefined): string {
  if (old === undefined || now === undefined) return 'the figure is new, or no longer asked';
  if (old.data.sources !== now.data.sources) return 'new evidence: the sources are not those of the submission';
  if (old.data.reading !== now.data.reading) return 'recount: same bytes, different reading';
  return old.data.acts === now.data.acts ? 'correction: same evidence, same acts' : 'the runs chosen for the incident have changed';
}
