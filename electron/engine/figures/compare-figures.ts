import type { DataStamp, Figure, FigureReading, FrozenFigure, RerunFigure } from '#shared/model/figure.ts';

/** Figures kept earlier beside what the same queries answer now. `answered` null: the query was not answered, and `problem` says why. */
export function compareFigures(kept: readonly FrozenFigure[], answered: readonly Figure[] | null, problem: string | null): readonly RerunFigure[] {
  return kept.map((figure) => {
    const { id, query } = figure;
    const expected = readingOf(figure);
    if (answered === null) return { id, query, state: 'cannot be re-run', expected, found: null, why: [problem ?? 'this build does not know its query'] };
    const now = answered.find((other) => other.id === id);
    if (now === undefined) return { id, query, state: 'changed', expected, found: null, why: ['the query answers no such figure any more', ...stampWords(figure.data, answered[0]?.data ?? null)] };
    const found = readingOf(now);
    return { id, query, state: sameReading(expected, found) ? 'same' : 'changed', expected, found, why: stampWords(figure.data, now.data) };
  });
}

export function frozen({ where: _where, maybeWhere: _maybeWhere, ...kept }: Figure): FrozenFigure {
  return kept;
}

function readingOf({ value, upper, unit, basis }: FigureReading): FigureReading {
  return { value, upper, unit, basis };
}

function sameReading(a: FigureReading, b: FigureReading): boolean {
  return a.value === b.value && a.upper === b.upper && a.unit === b.unit && a.basis === b.basis;
}

function stampWords(kept: DataStamp, now: DataStamp | null): readonly string[] {
  if (now === null || kept.hash === now.hash) return [];
  const words = [];
  if (kept.sources !== now.sources) words.push('the sources are not those it was worked out from');
  else if (kept.reading !== now.reading) words.push('same bytes, different reading: another build, importer, mapping or zone');
  if (kept.acts !== now.acts) words.push('what people noted and it depends on has changed');
  return words;
}
