import type { Page } from '#shared/ipc/answers.ts';
import type { RunSort } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import type { Store } from '../store.ts';
import { orderValue, readCursor, runOrder, slicesAfter, writeCursor, type OrderPlace, type OrderSlice, type RunOrder } from './run-order.ts';
import { joinedSource, readRun, selectedRun } from './run-rows.ts';
import { filterOf, matchingRuns, type Filter } from './search-to-sql.ts';

export interface RunsAsked {
  readonly where: string;
  readonly sort: RunSort;
  readonly after: string | null;
  readonly limit: number;
}

export async function runsPage(store: Store, caseKey: number, { where, sort, after, limit }: RunsAsked): Promise<Page<RunRow>> {
  const filter = filterOf(caseKey, where);
  const order = runOrder(sort);
  const place = after === null ? null : readCursor(sort, after);
  const parameters = [...filter.parameters];
  const slices = slicesAfter(order, place, false, (value) => `$${parameters.push(value)}`);
  // One row more than asked for: it says whether there is a next page.
  const rows: (readonly unknown[])[] = [];
  for (const slice of slices) {
    if (rows.length > limit) break;
    rows.push(...(await sliceRows(store, filter, order, slice, parameters, limit + 1 - rows.length)));
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map((row) => readRun(row.slice(1))), next: rows.length > limit && last !== undefined ? writeCursor(sort, placeOf(last)) : null };
}

function sliceRows(store: Store, filter: Filter, order: RunOrder, slice: OrderSlice, parameters: readonly unknown[], limit: number) {
  const outer = slice.orderBy.replaceAll('run.', 'page.');
  return store.query(
    `SELECT ${orderValue(order).replace('run.', 'page.')}, ${selectedRun}
       FROM (SELECT * FROM ${matchingRuns(filter, slice.condition)} ORDER BY ${slice.orderBy} LIMIT ${limit}) AS page
       ${joinedSource}
      ORDER BY ${outer}`,
    used(parameters, `${filter.sql} ${slice.condition}`),
  );
}

/** Parameters are numbered across slices; those behind the last one a slice mentions must not be sent with it. */
export function used(parameters: readonly unknown[], sql: string): readonly unknown[] {
  const highest = Math.max(0, ...[...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  return parameters.slice(0, highest);
}

function placeOf(row: readonly unknown[]): OrderPlace {
  const [value, id] = row;
  return { value: value === null ? null : String(value), id: String(id) };
}
