import type { SubjectRecord, SubjectRun } from '#shared/model/subject-record.ts';
import type { RunRow } from '#shared/model/run.ts';
import { subjectKinds } from '#shared/search/search.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { ProblemError } from '#shared/result.ts';
import { addDecimals } from '../figures/decimal.ts';
import { assembleRun } from '../lineage/assemble.ts';
import { runsCount } from '../store/queries/runs-count.ts';
import { runsPage } from '../store/queries/runs-page.ts';
import { sourcesList } from '../store/queries/sources.ts';
import { disputesOf, fieldHistories, textsSent, writerOf } from '../subjects/history.ts';
import { aliasesOf, idsOf, mergesOf } from '../subjects/merges.ts';
import type { CaseBench } from './case-bench.ts';
import { recallRuns, type RecalledRun } from './recall-runs.ts';

/** Runs read back at a time. */
const page = 200;

/** Everything the runs that name a subject say of it, read back from the vault now: at most `limit` runs, the earliest. */
export async function recallRecord(bench: CaseBench, about: string, limit: number): Promise<SubjectRecord> {
  const merges = mergesOf(bench.acts);
  const aliases = aliasesOf(merges);
  const ids = idsOf(about, aliases);
  const where = ids.map(searchOf).join(' OR ');
  const { matching } = await runsCount(bench.store, bench.caseKey, where);
  if (matching === 0) throw new ProblemError('no-such-record', `No run of this case names ${JSON.stringify(about)}.`, 'Write it as customer:44821, lead:…, deal:…, ticket:…, invoice:… or record:… for a record of a target system.');
  const rows = await firstRows(bench, where, limit);
  const recalled = [];
  for (let from = 0; from < rows.length; from += page) recalled.push(...(await recallRuns(bench.store, bench.caseKey, bench.shelf, rows.slice(from, from + page).map(({ id }) => id))));
  const readable = recalled.filter(({ events }) => events.length > 0).toSorted(inSourceOrder);
  const assembled = readable.map(({ events }) => assembleRun(events));
  const written = new Map(assembled.map((run) => [run.run.id, writerOf(run)]));
  const runs = rows.map((run): SubjectRun => {
    const told = written.get(run.id);
    return { run, as: namesSubject(run, ids) ? 'subject' : 'target record', writer: told?.writer ?? 'not recorded', writerWhy: told?.why ?? 'its records cannot be read back from the vault' };
  });
  return {
    about, ids, where, matching, runs,
    merges: merges.filter(({ subject, alias }) => ids.includes(subject) || ids.includes(alias)),
    read: rows.length,
    totals: totalsOf(rows),
    fields: fieldHistories(assembled),
    texts: textsSent(assembled),
    disputes: disputesOf(assembled),
    uncovered: await uncoveredBy(bench, rows, matching, recalled.length - readable.length),
  };
}

/** What equal instants are left in: by code unit of the name, then as in the source. */
function inSourceOrder(a: RecalledRun, b: RecalledRun): number {
  const [one, other] = [a.records[0], b.records[0]];
  if (one === undefined || other === undefined || one.source === other.source) return (one?.offset ?? 0) - (other?.offset ?? 0);
  return one.source < other.source ? -1 : 1;
}

async function firstRows({ store, caseKey }: CaseBench, where: string, limit: number): Promise<readonly RunRow[]> {
  const rows: RunRow[] = [];
  for (let after: string | null = null; rows.length < limit; ) {
    const found = await runsPage(store, caseKey, { where, sort: { key: 'startedAt', descending: false }, after, limit: Math.min(page, limit - rows.length) });
    rows.push(...found.rows);
    if (found.next === null) break;
    after = found.next;
  }
  return rows;
}

/** `record:INV-7` is a record of a target system, also one that the same id names as a subject. */
function searchOf(id: string): string {
  const at = id.indexOf(':');
  if (at < 1) throw new ProblemError('bad-subject', `${JSON.stringify(id)} names no subject.`, 'Write it as customer:44821, invoice:INV-7 or record:INV-7.');
  const [kind, value] = [id.slice(0, at), id.slice(at + 1)];
  if (kind === 'record') return writeTerm('record', value);
  const known = subjectKinds.find((one) => one === kind);
  const named = known === undefined ? writeTerm('subject', id) : writeTerm(known, value);
  return `${named} OR ${writeTerm('record', value)}`;
}

function namesSubject({ subject, furtherSubjects }: RunRow, ids: readonly string[]): boolean {
  return [subject, ...furtherSubjects].some((one) => one !== null && ids.includes(one));
}

/** Of runs with an amount, by currency: what was executed and confirmed, and how many are left open. */
function totalsOf(rows: readonly RunRow[]): SubjectRecord['totals'] {
  const totals = new Map<string | null, { executed: string; runs: number; withoutOutcome: number }>();
  for (const { amount, currency, outcome } of rows) {
    if (amount === null || !/^[+-]?\d+(\.\d*)?$/.test(amount)) continue;
    const total = totals.get(currency) ?? { executed: '0', runs: 0, withoutOutcome: 0 };
    if (outcome === 'succeeded') {
      total.executed = addDecimals(total.executed, amount);
      total.runs += 1;
    } else if (outcome === 'not recorded' || outcome === 'pending') total.withoutOutcome += 1;
    totals.set(currency, total);
  }
  return Array.from(totals, ([currency, total]) => ({ currency, ...total })).filter(({ runs, withoutOutcome }) => runs + withoutOutcome > 0);
}

async function uncoveredBy({ store, caseKey }: CaseBench, rows: readonly RunRow[], matching: number, unreadable: number): Promise<readonly string[]> {
  const sources = await sourcesList(store, caseKey);
  const count = (is: (run: RunRow) => boolean): number => rows.filter(is).length;
  const [noOutcome, noApproval, noTime] = [count(({ outcome }) => outcome === 'not recorded'), count(({ approvalClass }) => approvalClass === 'not recorded'), count(({ startedAt }) => startedAt === null)];
  return [
    ...(rows.length < matching ? [`only the first ${rows.length} of ${matching} runs by time were read`] : []),
    ...(unreadable > 0 ? [`${unreadable} of ${rows.length} runs cannot be read back from the vault`] : []),
    ...(noOutcome > 0 ? [`${noOutcome} of ${rows.length} runs record no outcome`] : []),
    ...(noApproval > 0 ? [`${noApproval} of ${rows.length} runs record no approval`] : []),
    ...(noTime > 0 ? [`${noTime} of ${rows.length} runs record no time`] : []),
    ...sources.flatMap(({ name, rejected }) => (rejected > 0 ? [`${rejected} ${rejected === 1 ? 'record' : 'records'} of ${name} could not be read, and may name it`] : [])),
    ...sources.flatMap(({ name, incomplete }) => (incomplete ?? []).map(({ because }) => `${name} may be incomplete: ${because}`)),
    'what people and other systems did without a record in these sources is not in this evidence',
  ];
}
