import type { ContextList, RunContext } from '#shared/model/run-context.ts';
import type { RunRow } from '#shared/model/run.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { subjectKinds } from '#shared/search/search.ts';
import { compareInstants, instantText } from '#shared/time.ts';
import type { Store } from '../store.ts';
import { joinedSource, readRun, selectedRun } from './run-rows.ts';
import { filterOf, matchingRuns, type Filter } from './search-to-sql.ts';

/** How many of the nearest are listed. */
const listed = 20;

/** The runs beside one run. Near in time is read from the index by time; every other list is one scan of the runs. */
export async function runContext(store: Store, caseKey: number, run: RunRow, { list, minutes }: { readonly list: ContextList; readonly minutes: number }): Promise<RunContext> {
  const common = list === 'job' ? await jobOf(store, caseKey, run) : commonOf(run, list, minutes);
  if ('why' in common) return { list, common: null, why: common.why, where: null, others: 0, rows: [] };
  const filter = common.where === null ? jobFilter(caseKey, common.common) : filterOf(caseKey, common.where);
  const rows = [...(await nearest(store, filter, run, 'before')), ...(await nearest(store, filter, run, 'after')), ...(await withoutTime(store, filter, run))];
  const [counted] = await store.query(`SELECT count(*) FROM run WHERE ${filter.sql}`, filter.parameters);
  return { list, common: common.common, why: null, where: common.where, others: Math.max(0, Number(counted?.[0]) - 1), rows: nearestOf(rows, run.startedAt) };
}

type Common = { readonly common: string; readonly where: string | null } | { readonly why: string };

function commonOf(run: RunRow, list: Exclude<ContextList, 'job'>, minutes: number): Common {
  switch (list) {
    case 'time': {
      if (run.startedAt === null) return { why: 'No start of this run is recorded, so nothing can be near it in time.' };
      const at = BigInt(run.startedAt);
      const window = BigInt(minutes) * 60_000_000_000n;
      return { common: `${minutes} min before and after`, where: `at:${instantText(String(at - window))}..${instantText(String(at + window))}` };
    }
    case 'record':
      if (run.targetRecord === null) return { why: 'No target record of this run is recorded.' };
      return { common: [run.system, run.targetRecord].filter((part) => part !== null).join(' · '), where: [writeTerm('record', run.targetRecord), ...(run.system === null ? [] : [writeTerm('system', run.system)])].join(' ') };
    case 'subject':
      if (run.subject === null) return { why: 'No record of this run names a subject.' };
      return { common: run.subject, where: subjectTermOf(run.subject) };
    case 'versions':
      if (run.modelVersion === null && run.promptVersion === null) return { why: 'Neither a model version nor a prompt version of this run is recorded.' };
      return {
        common: `${run.model ?? 'model not recorded'} ${run.modelVersion ?? 'version not recorded'} · ${run.promptTemplate ?? 'prompt not recorded'} ${run.promptVersion ?? 'version not recorded'}`,
        where: [versioned('model', run.model, run.modelVersion), versioned('prompt', run.promptTemplate, run.promptVersion)].join(' '),
      };
  }
}

function subjectTermOf(subject: string): string {
  const kind = subjectKinds.find((known) => subject.startsWith(`${known}:`));
  return kind === undefined ? writeTerm('subject', subject) : writeTerm(kind, subject.slice(kind.length + 1));
}

function versioned(field: 'model' | 'prompt', name: string | null, version: string | null): string {
  return writeTerm(field, name === null && version === null ? null : `${name ?? ''}@${version ?? ''}`);
}

/** The job is no column of the run list: it is learnt by the survey that follows an import. */
async function jobOf(store: Store, caseKey: number, { id }: RunRow): Promise<Common> {
  const [row] = await store.query('SELECT job_id FROM run_detail WHERE case_key = $1 AND run_id = $2::uuid', [caseKey, id]);
  if (row === undefined) return { why: 'Which job this run belongs to was not read yet: the survey that follows an import does that.' };
  return row[0] === null ? { why: 'No job of this run is recorded.' } : { common: String(row[0]), where: null };
}

function jobFilter(caseKey: number, job: string): Filter {
  return {
    sql: `run.case_key = $1 AND run.id IN (SELECT detail.run_id
                                             FROM run_detail AS detail
                                            WHERE detail.case_key = $1 AND detail.job_id = $2)`,
    parameters: [caseKey, job], everything: false, unforeseeable: true, onShape: false,
  };
}

async function nearest(store: Store, filter: Filter, run: RunRow, side: 'before' | 'after'): Promise<readonly RunRow[]> {
  if (run.startedAt === null) return [];
  const [at, id] = [`$${filter.parameters.length + 1}::bigint`, `$${filter.parameters.length + 2}::uuid`];
  const [beyond, direction] = side === 'before' ? ['<', 'DESC'] : ['>', 'ASC'];
  return rowsOf(store, filter, `(run.started_at, run.id) ${beyond} (${at}, ${id})`, `started_at ${direction}, id ${direction}`, [run.startedAt, run.id]);
}

function withoutTime(store: Store, filter: Filter, run: RunRow): Promise<readonly RunRow[]> {
  return rowsOf(store, filter, `run.started_at IS NULL AND run.id <> $${filter.parameters.length + 1}::uuid`, 'id ASC', [run.id]);
}

async function rowsOf(store: Store, filter: Filter, condition: string, order: string, more: readonly unknown[]): Promise<readonly RunRow[]> {
  const rows = await store.query(
    `SELECT ${selectedRun}
       FROM (SELECT * FROM ${matchingRuns(filter, condition)} ORDER BY ${order} LIMIT ${listed}) AS page
       ${joinedSource}`,
    [...filter.parameters, ...more],
  );
  return rows.map(readRun);
}

function nearestOf(rows: readonly RunRow[], startedAt: string | null): readonly RunRow[] {
  const distance = ({ startedAt: at }: RunRow): bigint | null => (at === null || startedAt === null ? null : absolute(BigInt(at) - BigInt(startedAt)));
  const near = rows.toSorted((a, b) => compareDistance(distance(a), distance(b))).slice(0, listed);
  return near.toSorted((a, b) => (a.startedAt === null || b.startedAt === null ? Number(a.startedAt === null) - Number(b.startedAt === null) : compareInstants(a.startedAt, b.startedAt)));
}

function compareDistance(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
