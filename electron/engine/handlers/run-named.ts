import type { RunRow } from '#shared/model/run.ts';
import { ProblemError } from '#shared/result.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { runById, runsByExternalId } from '../store/queries/find-run.ts';

/** The run that is meant, by its own id, or an external id that only one run carries. */
export async function runNamed({ store, caseKey }: CaseBench, text: string): Promise<RunRow> {
  const byId = await runById(store, caseKey, text);
  if (byId !== null) return byId;
  const named = await runsByExternalId(store, caseKey, text);
  const [first] = named;
  if (first === undefined) throw new ProblemError('no-such-run', `This case has no run with the id ${JSON.stringify(text)}.`, 'Look it up in the run list: the id shown there is the one to use.');
  if (named.length > 1) throw new ProblemError('ambiguous-run', `${named.length} runs carry the external id ${JSON.stringify(text)}: ${named.map(({ id, source }) => `${id} (${source})`).join(', ')}.`, 'Use one of these ids.');
  return first;
}
