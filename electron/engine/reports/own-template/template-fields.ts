import { instantText } from '#shared/time.ts';
import { mono, plain, say, type Block, type Section, type Words } from '../document.ts';
import { autoValues } from '../incident-report/auto-values.ts';
import type { ReportInput } from '../incident-report/report-facts.ts';
import { figureRow, figureValue, timeWords } from '../incident-report/words.ts';

/** Fields that stand in a text, by their whole name. */
const plainFields: Readonly<Record<string, (input: ReportInput) => Words>> = {
  'incident.id': ({ incident: { incident } }) => plain(incident.id),
  'incident.title': ({ incident: { incident } }) => plain(incident.title),
  'incident.severity': ({ incident: { incident } }) => plain(incident.severity),
  'incident.status': ({ incident: { incident } }) => plain(incident.status),
  'incident.owner': ({ incident: { incident } }) => plain(incident.owner === '' ? 'nobody named' : incident.owner),
  'incident.summary': ({ incident: { incident } }) => plain(incident.summary === '' ? 'no summary has been entered' : incident.summary),
  'incident.runs': ({ runs }) => plain(String(runs.length)),
  'incident.first-execution': ({ incident: { firstExecutionAt, incident } }) => timeWords(firstExecutionAt, incident.zone),
  'incident.last-execution': ({ incident: { lastExecutionAt, incident } }) => timeWords(lastExecutionAt, incident.zone),
  'case.name': ({ caseName }) => plain(caseName),
  'case.id': ({ caseId }) => say`${mono(caseId)}`,
  'as-of': ({ asOf, incident: { incident } }) => timeWords(asOf, incident.zone),
};

/** Fields with a part of their own: `figure:money:EUR`. The part is looked up in the case, and what it lacks is said there. */
const families: Readonly<Record<string, { readonly of: string; readonly words: (name: string, input: ReportInput) => Words }>> = {
  figure: {
    of: 'runs, executed, records, subjects:customer, money:EUR, approval:human, country:DE',
    words: (name, { figures }) => {
      const found = figures.find(({ id }) => id === name);
      return plain(found === undefined ? 'not known from this evidence' : figureValue(found));
    },
  },
  fact: {
    of: Object.keys(autoValues).join(', '),
    words: (name, input) => {
      const found = autoValues[name]?.(input, input.phase);
      return found === undefined || found.value === null ? (found?.because ?? []) : plain(found.value);
    },
  },
  clock: {
    of: 'the id of a clock, such as gdpr-33-1',
    words: (name, { incident: { clocks, incident } }) => {
      const found = clocks.find(({ id }) => id === name);
      if (found === undefined) return plain('not counted: its regime is not chosen');
      return found.due === null ? plain(found.dueUnknown ?? `${found.state.name}, no deadline`) : say`${timeWords(found.due, incident.zone)}, ${found.state.name}`;
    },
  },
  text: {
    of: 'a section a person writes: 4, 6, 7, 11, decision, lessons',
    words: (name, { texts }) => plain(texts.get(name)?.text ?? 'nothing has been entered'),
  },
};

/** Fields that stand alone on a line. */
const blockFamilies: Readonly<Record<string, { readonly of: string; readonly known: (name: string) => boolean }>> = {
  section: { of: '1 to 13, E1 to E8, register, questions, lessons, disputes', known: (name) => /^(?:[1-9]|1[0-3]|E[1-8]|register|questions|lessons|disputes)$/u.test(name) },
  sheet: { of: 'the id of a form, such as gdpr-33', known: (name) => /^[a-z0-9-]+$/u.test(name) },
};

/** Every name there is, for whoever writes a template. */
export function templateFields(): readonly { readonly field: string; readonly where: 'in a text' | 'alone on a line'; readonly of: string }[] {
  return [
    ...Object.keys(plainFields).map((field) => ({ field, where: 'in a text' as const, of: '' })),
    ...Object.entries(families).map(([family, { of }]) => ({ field: `${family}:…`, where: 'in a text' as const, of })),
    { field: 'figures', where: 'alone on a line' as const, of: 'every figure with its basis and query' },
    { field: 'timeline', where: 'alone on a line' as const, of: 'the curated timeline: the same as section:3' },
    ...Object.entries(blockFamilies).map(([family, { of }]) => ({ field: `${family}:…`, where: 'alone on a line' as const, of })),
  ];
}

/** Why a text cannot hold this field; null: it can. */
export function fieldProblem(field: string): string | null {
  if (Object.hasOwn(plainFields, field)) return null;
  const [family, name] = split(field);
  if (Object.hasOwn(families, family) && name !== '') {
    if (family !== 'fact' || Object.hasOwn(autoValues, name)) return null;
    return `there is no field ${JSON.stringify(field)}. fact: takes one of ${families['fact']?.of ?? ''}.`;
  }
  if (Object.hasOwn(families, family)) return `there is no field ${JSON.stringify(field)}. ${family}: takes ${families[family]?.of ?? ''}.`;
  if (blockFieldProblem(field) === null) return `${JSON.stringify(field)} stands alone on its line, not in a text.`;
  return `there is no field ${JSON.stringify(field)}.${nearest(field)}`;
}

export function blockFieldProblem(field: string): string | null {
  if (field === 'figures' || field === 'timeline' || Object.hasOwn(plainFields, field)) return null;
  const [family, name] = split(field);
  if (Object.hasOwn(families, family)) return fieldProblem(field);
  const block = Object.hasOwn(blockFamilies, family) ? blockFamilies[family] : undefined;
  if (block === undefined) return `there is no field ${JSON.stringify(field)}.${nearest(field)}`;
  return block.known(name) ? null : `there is no field ${JSON.stringify(field)}. ${family}: takes ${block.of}.`;
}

export function fieldWords(field: string, input: ReportInput): Words {
  const whole = Object.hasOwn(plainFields, field) ? plainFields[field] : undefined;
  if (whole !== undefined) return whole(input);
  const [family, name] = split(field);
  return families[family]?.words(name, input) ?? [];
}

/** `generated`: the sections the program made for this template. */
export function fieldBlocks(field: string, input: ReportInput, generated: readonly Section[]): readonly Block[] {
  if (field === 'figures') return [{ kind: 'figures', caption: `Figures as of ${instantText(input.asOf)}`, rows: input.figures.map(figureRow) }];
  const section = sectionOf(field);
  if (section !== null) return generated.find(({ id }) => id === section)?.blocks ?? [];
  const sheet = sheetOf(field);
  if (sheet === null) return [{ kind: 'paragraph', words: fieldWords(field, input) }];
  const found = input.sheets.find((one) => one.sheet === sheet);
  return found === undefined ? [{ kind: 'nothing', what: 'not examined', why: `there is no form ${sheet} in this build` }] : [{ kind: 'fields', sheet, title: `${found.title}, sheet ${found.version}`, rows: found.fields }, { kind: 'note', words: plain(`${found.status}. Source: ${found.source}, read on ${found.readOn}.`) }];
}

/** The generated section a field stands for; null: it is no section. */
export function sectionOf(field: string): string | null {
  return field === 'timeline' ? '3' : field.startsWith('section:') ? field.slice('section:'.length) : null;
}

export function sheetOf(field: string): string | null {
  return field.startsWith('sheet:') ? field.slice('sheet:'.length) : null;
}

function split(field: string): readonly [family: string, name: string] {
  const colon = field.indexOf(':');
  return colon === -1 ? [field, ''] : [field.slice(0, colon), field.slice(colon + 1)];
}

/** A slip of a letter or two is named. */
function nearest(field: string): string {
  const near = [...Object.keys(plainFields), 'figures', 'timeline'].map((known) => ({ known, off: distance(known, field) })).toSorted((a, b) => a.off - b.off)[0];
  return near !== undefined && near.off <= 3 ? ` Did you mean ${near.known}?` : ` Fields are ${[...Object.keys(plainFields), ...Object.keys(families).map((family) => `${family}:…`), 'figures', 'timeline', ...Object.keys(blockFamilies).map((family) => `${family}:…`)].join(', ')}.`;
}

/** Levenshtein, over two short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_one, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
