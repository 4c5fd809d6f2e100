import type { JsonObject } from '#shared/json.ts';
import type { DataStamp, Figure, FigureDenominator } from '#shared/model/figure.ts';
import type { Bounded } from './bounds.ts';

/** What every figure of one answer shares. */
export interface FigureOrigin {
  readonly query: string;
  readonly parameters: JsonObject;
  readonly data: DataStamp;
}

export interface FigureGiven {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly bounds: Bounded;
  readonly denominator?: FigureDenominator | null;
  readonly where?: string | null;
  readonly maybeWhere?: string | null;
}

export function makeFigure(origin: FigureOrigin, { id, title, unit, bounds, denominator = null, where = null, maybeWhere = null }: FigureGiven): Figure {
  return { id, title, ...bounds, unit, denominator, where, maybeWhere, ...origin };
}
