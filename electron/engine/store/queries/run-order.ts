import { z } from 'zod';
import type { RunSort, RunSortKey } from '#shared/ipc/contract.ts';
import { ProblemError } from '#shared/result.ts';

/**
 * The order of the run list: by one column, unrecorded values last in either direction, then by id in the same direction.
 * A total order, so that pages neither repeat nor skip a run.
 */
export interface RunOrder {
  readonly column: string;
  readonly type: 'bigint' | 'text' | 'numeric' | 'smallint';
  readonly nullable: boolean;
  readonly direction: 'ASC' | 'DESC';
}

export function runOrder({ key, descending }: RunSort): RunOrder {
  return { ...orders[key], direction: descending ? 'DESC' : 'ASC' };
}

const orders: Readonly<Record<RunSortKey, Omit<RunOrder, 'direction'>>> = {
  startedAt: { column: 'run.started_at', type: 'bigint', nullable: true },
  actionType: { column: 'run.action_type', type: 'text', nullable: true },
  agent: { column: 'run.agent', type: 'text', nullable: true },
  model: { column: 'run.model', type: 'text', nullable: true },
  amount: { column: 'run.amount', type: 'numeric', nullable: true },
  approvalClass: { column: 'run.approval_class', type: 'smallint', nullable: false },
  outcome: { column: 'run.outcome', type: 'smallint', nullable: false },
  completeness: { column: 'run.recorded_fields', type: 'smallint', nullable: false },
  externalId: { column: 'run.external_id', type: 'text', nullable: false },
};

/** Where a run stands in the order: its value as text, null when unrecorded, and its id. */
export interface OrderPlace {
  readonly value: string | null;
  readonly id: string;
}

/** One of the two parts of the order: the recorded values, or the unrecorded ones behind them. */
export interface OrderSlice {
  readonly condition: string;
  readonly orderBy: string;
}

type Bind = (value: unknown) => string;

/** What follows `place` (null: everything), slice by slice in order. `backwards`: what precedes it, nearest first. */
export function slicesAfter(order: RunOrder, place: OrderPlace | null, backwards: boolean, bind: Bind): readonly OrderSlice[] {
  const { column, type, nullable } = order;
  const direction = (order.direction === 'DESC') === backwards ? 'ASC' : 'DESC';
  const beyond = direction === 'ASC' ? '>' : '<';
  const values = { condition: nullable ? `${column} IS NOT NULL` : 'TRUE', orderBy: `${column} ${direction}, run.id ${direction}` };
  const nulls = { condition: `${column} IS NULL`, orderBy: `run.id ${direction}` };
  const whole = !nullable ? [values] : backwards ? [nulls, values] : [values, nulls];
  if (place === null) return whole;
  if (place.value === null) {
    const rest = { ...nulls, condition: `${column} IS NULL AND run.id ${beyond} ${bind(place.id)}::uuid` };
    return backwards ? [rest, values] : [rest];
  }
  const rest = { ...values, condition: `${values.condition} AND (${column}, run.id) ${beyond} (${bind(place.value)}::${type}, ${bind(place.id)}::uuid)` };
  return backwards || !nullable ? [rest] : [rest, nulls];
}

/** The value a run is ordered by, as text that casts back to it exactly. */
export function orderValue({ column }: RunOrder): string {
  return `${column}::text`;
}

export function writeCursor(sort: RunSort, { value, id }: OrderPlace): string {
  return Buffer.from(JSON.stringify([sort.key, sort.descending, value, id])).toString('base64url');
}

/** Untrusted: it comes back from the window. */
export function readCursor(sort: RunSort, cursor: string): OrderPlace {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[0] !== sort.key || parsed.data[1] !== sort.descending) {
    throw new ProblemError('bad-cursor', 'The list was asked for a page that does not belong to its order.', 'Load the list again.');
  }
  return { value: parsed.data[2], id: parsed.data[3] };
}

const cursorSchema = z.tuple([z.string(), z.boolean(), z.string().nullable(), z.guid()]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
