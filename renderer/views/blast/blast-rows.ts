import type { ExportCell, ExportTable } from '#shared/export/export-table.ts';
import type { Blast, BlastAsk, CausePart } from '#shared/model/blast.ts';
import type { Figure } from '#shared/model/figure.ts';
import { basisText, figureText } from '#shared/model/figure-text.ts';
import { instantText } from '#shared/time.ts';
import { countText } from '../../parts/count-text.ts';

/** One figure as the screen and every export show it. */
export interface FigureRow {
  readonly section: string;
  readonly id: string;
  readonly title: string;
  readonly figure: string;
  readonly unit: string;
  readonly basis: string;
  readonly why: string;
  readonly restsOn: string;
  readonly where: string | null;
  /** For the bar, of one: what is certain, and what may belong beside it; null: nothing bounds it. */
  readonly certain: number;
  readonly possible: number | null;
}

export function figureRows({ sections, doubts }: Pick<Blast, 'sections' | 'doubts'>): readonly FigureRow[] {
  return sections.flatMap(({ title, figures }) => figures.map((figure) => figureRow(title, figure, new Set(doubts))));
}

function figureRow(section: string, figure: Figure, doubts: ReadonlySet<string>): FigureRow {
  const { id, title, unit, denominator, where } = figure;
  const own = figure.why.filter((why) => !doubts.has(why));
  const why = [...own, ...(doubts.size > 0 && own.length < figure.why.length ? ['evidence may be missing, see below'] : [])].join('; ');
  const restsOn = denominator === null ? '' : `of ${grouped(denominator.value)} ${denominator.of}`;
  return { section, id, title, figure: figureText(figure, grouped), unit, basis: basisText(figure), why: why === '' ? 'recorded on every run it counts' : why, restsOn, where, ...shares(figure) };
}

function shares({ value, upper, unit, denominator }: Figure): Pick<FigureRow, 'certain' | 'possible'> {
  if (value === null) return { certain: 0, possible: null };
  const whole = Math.max(unit === 'runs' ? Number(denominator?.value ?? 0) : 0, Number(upper ?? value), Number(value));
  if (whole <= 0) return { certain: 0, possible: upper === null ? null : 0 };
  return { certain: Math.max(0, Number(value)) / whole, possible: upper === null ? null : Math.max(0, Number(upper) - Number(value)) / whole };
}

/** `6 399 387`, `63 993.87`: no digit is lost. */
export function grouped(decimal: string): string {
  const [whole = '', places] = decimal.replace('-', '').split('.');
  return `${decimal.startsWith('-') ? '−' : ''}${countText(Number(whole)) === whole || whole.length > 15 ? whole : whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, '\u202f')}${places === undefined ? '' : `.${places}`}`;
}

export const figureColumns = [
  { id: 'section', title: 'Section' },
  { id: 'what', title: 'What' },
  { id: 'figure', title: 'Figure' },
  { id: 'unit', title: 'Unit' },
  { id: 'basis', title: 'Basis' },
  { id: 'why', title: 'Why these bounds' },
  { id: 'restsOn', title: 'Rests on' },
  { id: 'search', title: 'Lists its runs' },
] as const;

export function figureCells({ section, title, figure, unit, basis, why, restsOn, where }: FigureRow): readonly ExportCell[] {
  return [section, title, figure, unit, basis, why, restsOn, where];
}

/** The same rows as on screen, in their order, with what was asked and what may be missing. */
export function blastTable(blast: Blast): ExportTable {
  const data = blast.sections[0]?.figures[0]?.data.hash ?? 'none';
  return {
    title: 'Blast radius', columns: figureColumns, absent: 'none', rows: figureRows(blast).map(figureCells),
    notes: [`Cause: ${causeText(blast.ask)}`, `Window: ${windowText(blast.window)}; ${blast.window.why.join('; ')}`, ...blast.doubts.map((doubt) => `May be missing: ${doubt}`), `Data hash: ${data}`],
  };
}

export function partText({ kind, name, version }: CausePart): string {
  return `${kind} ${name}${version === null ? '' : ` · ${version}`}`;
}

export function causeText({ cause, environment, where }: BlastAsk): string {
  return [...cause.map(partText), ...(where === '' ? [] : [where]), environment === null ? 'any environment' : `environment ${environment}`].join(', ');
}

export function windowText({ from, until, ongoing }: Pick<Blast['window'], 'from' | 'until' | 'ongoing'>): string {
  return `${from === null ? 'the beginning of the evidence' : instantText(from)} to ${until === null ? (ongoing ? 'ongoing' : 'its end') : instantText(until)}`;
}
