import type { JsonObject } from '#shared/json.ts';
import { blastAsk } from '#shared/ipc/requests/blast.ts';
import type { Figure, FrozenFigure, RerunFigure } from '#shared/model/figure.ts';
import { ProblemError } from '#shared/result.ts';
import { compareFigures } from '../figures/compare-figures.ts';
import { blastQuery, figuresOfBlast, workOutBlast } from '../jobs/blast/work-out-blast.ts';
import { populationQuery } from '../figures/incident-figures.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { figuresOf } from '../jobs/reports/build-report.ts';
import { populationRuns } from '../jobs/reports/template-facts.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { sourcesList } from '../store/queries/sources.ts';

type FigureQuery = (bench: CaseBench, build: string, parameters: JsonObject) => Promise<readonly Figure[]>;

/** Every query whose figures can be kept and worked out again, by the name the figures carry. A new one is a line here. */
const figureQueries: ReadonlyMap<string, FigureQuery> = new Map<string, FigureQuery>([
  [
    blastQuery,
    async (bench, build, parameters) => {
      // Untrusted: kept in a journal, perhaps by another build.
      const ask = blastAsk.safeParse(parameters);
      if (!ask.success) throw new ProblemError('bad-parameters', 'The parameters of this query are not ones this build understands.');
      return figuresOfBlast(await workOutBlast(bench, build, ask.data));
    },
  ],
  [
    populationQuery,
    async (bench, build, { where }) => {
      if (typeof where !== 'string') throw new ProblemError('bad-parameters', 'The parameters of this query are not ones this build understands.');
      const runs = await populationRuns(bench, where);
      return figuresOf(bench, runs, await sourcesList(bench.store, bench.caseKey), { where }, runs.map(({ id }) => id), (await runsCount(bench.store, bench.caseKey, '')).total, build);
    },
  ],
]);

export async function answerQuery(bench: CaseBench, build: string, query: string, parameters: JsonObject): Promise<readonly Figure[]> {
  const known = figureQueries.get(query);
  if (known === undefined) throw new ProblemError('no-such-query', `This build knows no query ${JSON.stringify(query)}.`);
  return known(bench, build, parameters);
}

/** Each query once, whatever number of figures comes from it. The bytes are those the index was made from: re-hash the vault to be sure of them. */
export async function rerunFigures(bench: CaseBench, build: string, kept: readonly FrozenFigure[]): Promise<readonly RerunFigure[]> {
  const byQuery = new Map<string, FrozenFigure[]>();
  for (const figure of kept) {
    const key = JSON.stringify([figure.query, figure.parameters]);
    byQuery.set(key, [...(byQuery.get(key) ?? []), figure]);
  }
  const found: RerunFigure[] = [];
  for (const figures of byQuery.values()) {
    const [first] = figures;
    if (first === undefined) continue;
    try {
      found.push(...compareFigures(figures, await answerQuery(bench, build, first.query, first.parameters), null));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      found.push(...compareFigures(figures, null, error.message));
    }
  }
  return found;
}
