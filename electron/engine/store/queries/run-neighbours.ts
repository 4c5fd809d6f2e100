import type { RunSort } from '#shared/ipc/contract.ts';
import { ProblemError } from '#shared/result.ts';
import type { Store } from '../store.ts';
import { isRunId } from './find-run.ts';
import { orderValue, runOrder, slicesAfter } from './run-order.ts';
import { used } from './runs-page.ts';
import { filterOf, matchingRuns } from './search-to-sql.ts';

export interface Neighbours {
  /** 1-based place within the filter and order; 0 when the filter does not let the run through. */
  readonly position: number;
  readonly matching: number;
  readonly previous: string | null;
  readonly next: string | null;
}

export async function runNeighbours(store: Store, caseKey: number, { where, sort, id }: { readonly where: string; readonly sort: RunSort; readonly id: string }): Promise<Neighbours> {
  const filter = filterOf(caseKey, where);
  const order = runOrder(sort);
  const idAt = `$${filter.parameters.length + 1}::uuid`;
  const [found] = !isRunId(id) ? [] : await store.query(`SELECT ${orderValue(order)}, (${filter.sql}) IS TRUE FROM run WHERE run.case_key = $1 AND run.id = ${idAt}`, [...filter.parameters, id]);
  if (found === undefined) throw new ProblemError('run-missing', `This case has no run ${JSON.stringify(id)}.`, 'It may have been part of an import that was undone. Load the list again.');
  const place = { value: found[0] === null ? null : String(found[0]), id };

  const nearest = async (backwards: boolean): Promise<string | null> => {
    const parameters = [...filter.parameters];
    for (const slice of slicesAfter(order, place, backwards, (value) => `$${parameters.push(value)}`)) {
      const [row] = await store.query(`SELECT run.id::text FROM ${matchingRuns(filter, slice.condition)} ORDER BY ${slice.orderBy} LIMIT 1`, used(parameters, `${filter.sql} ${slice.condition}`));
      if (row !== undefined) return String(row[0]);
    }
    return null;
  };

  const parameters = [...filter.parameters];
  const before = slicesAfter(order, place, true, (value) => `$${parameters.push(value)}`).map(({ condition }) => `(${condition})`).join(' OR ');
  const [counted] = await store.query(`SELECT count(*) FILTER (WHERE ${before}), count(*) FROM run WHERE ${filter.sql}`, parameters);
  return { position: found[1] === true ? Number(counted?.[0]) + 1 : 0, matching: Number(counted?.[1]), previous: await nearest(true), next: await nearest(false) };
}
