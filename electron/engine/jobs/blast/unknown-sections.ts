import type { Blast } from '#shared/model/blast.ts';
import { unknown } from '../../figures/bounds.ts';
import { makeFigure, type FigureOrigin } from '../../figures/figure-maker.ts';

const why = ['the survey of this case is not whole: until it is, recorded values cannot be told from inferred ones'];

/** Every figure tells recorded from inferred, and that is what the survey finds out. */
export function unknownSections(origin: FigureOrigin): Blast['sections'] {
  const runs = (id: string, title: string) => makeFigure(origin, { id, title, unit: 'runs', bounds: unknown(why) });
  return [{ title: 'Runs', figures: [runs('runs', 'Runs with this cause'), runs('executed', 'Executed'), runs('succeeded', 'Executed, and confirmed')] }];
}
