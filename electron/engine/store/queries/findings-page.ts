import { z } from 'zod';
import { findingStates, type FindingState } from '#shared/model/finding.ts';
import { ProblemError } from '#shared/result.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { filterOf } from './search-to-sql.ts';

export interface FindingsAsked {
  readonly rule: string;
  readonly ruleKey: number;
  readonly state: FindingState | 'all';
  /** Only findings about runs that match. */
  readonly where: string;
  readonly after: string | null;
  readonly limit: number;
}

/** A finding as the index has it. Of one run: sentence and evidence are made again from the vault. */
export interface KeptFinding {
  readonly id: string;
  readonly at: string | null;
  readonly run: string | null;
  readonly stated: { readonly sentence: string; readonly evidence: readonly string[]; readonly runs: readonly string[]; readonly runCount: number } | null;
}

const runsNamed = 50;

/** Findings of one rule in the order of their times, those without one last, ties by what they are about. */
export async function runFindingsPage(store: Store, caseKey: number, asked: FindingsAsked): Promise<{ readonly rows: readonly KeptFinding[]; readonly next: string | null }> {
  const filter = filterOf(caseKey, asked.where);
  const parameters = [...filter.parameters];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const rule = bind(asked.rule);
  const about = filter.everything ? '' : `AND EXISTS (SELECT 1 FROM run WHERE run.id = found.run_id AND ${filter.sql})`;
  const rows = await store.query(
    `SELECT found.run_id::text, found.at
       FROM run_finding AS found
       LEFT JOIN finding_state AS said ON said.case_key = found.case_key AND said.rule = ${rule}::text AND said.run_id = found.run_id
      WHERE found.case_key = $1 AND found.rule_key = ${bind(asked.ruleKey)}::smallint AND ${stateCondition(asked.state, bind)} AND ${placeCondition('found.run_id', 'uuid', asked.after, bind)} ${about}
      ORDER BY found.at NULLS LAST, found.run_id
      LIMIT ${asked.limit + 1}`,
    parameters,
  );
  const found = rows.map((values) => {
    const row = new Row(values);
    const run = row.text();
    return { id: `${asked.rule}:${run}`, run, at: row.instant(), stated: null };
  });
  return paged(found, asked.limit, ({ run }) => run);
}

export async function caseFindingsPage(store: Store, caseKey: number, asked: FindingsAsked): Promise<{ readonly rows: readonly KeptFinding[]; readonly next: string | null }> {
  const filter = filterOf(caseKey, asked.where);
  const parameters = [...filter.parameters];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const about = filter.everything
    ? ''
    : `AND EXISTS (SELECT 1 FROM case_finding_run AS about JOIN run ON run.case_key = about.case_key AND run.id = about.run_id WHERE about.case_key = $1 AND about.finding_id = found.finding_id AND ${filter.sql})`;
  const rows = await store.query(
    `SELECT ${caseFindingColumns}
       FROM case_finding AS found
       LEFT JOIN finding_state AS said ON said.case_key = found.case_key AND said.finding_id = found.finding_id
      WHERE found.case_key = $1 AND found.rule_key = ${bind(asked.ruleKey)}::smallint AND ${stateCondition(asked.state, bind)} AND ${placeCondition('found.finding_id', 'text', asked.after, bind)} ${about}
      ORDER BY found.at NULLS LAST, found.finding_id
      LIMIT ${asked.limit + 1}`,
    parameters,
  );
  return paged(rows.map(readCaseFinding), asked.limit, ({ id }) => id);
}

/** All findings about one run: the keys of rules that found something in it, and findings over several runs. */
export async function findingsOfRun(store: Store, caseKey: number, run: string): Promise<{ readonly rules: readonly string[]; readonly several: readonly (KeptFinding & { readonly rule: string })[] }> {
  const rules = await store.query(
    `SELECT finding_rule.rule
       FROM run_finding AS found
       JOIN finding_rule ON finding_rule.case_key = found.case_key AND finding_rule.rule_key = found.rule_key
      WHERE found.case_key = $1 AND found.run_id = $2::uuid
      ORDER BY found.rule_key`,
    [caseKey, run],
  );
  const several = await store.query(
    `SELECT ${caseFindingColumns}, finding_rule.rule
       FROM case_finding_run AS about
       JOIN case_finding AS found ON found.case_key = about.case_key AND found.finding_id = about.finding_id
       JOIN finding_rule ON finding_rule.case_key = found.case_key AND finding_rule.rule_key = found.rule_key
      WHERE about.case_key = $1 AND about.run_id = $2::uuid
      ORDER BY found.rule_key, found.finding_id
      LIMIT 200`,
    [caseKey, run],
  );
  return { rules: rules.map(([rule]) => String(rule)), several: several.map((values) => ({ ...readCaseFinding(values), rule: String(values.at(-1)) })) };
}

const caseFindingColumns = `found.finding_id, found.at, found.sentence, found.evidence, found.runs,
            (SELECT string_agg(named.run_id::text, ' ')
               FROM (SELECT about.run_id FROM case_finding_run AS about WHERE about.case_key = found.case_key AND about.finding_id = found.finding_id ORDER BY about.run_id LIMIT ${runsNamed}) AS named)`;

function readCaseFinding(values: readonly unknown[]): KeptFinding {
  const row = new Row(values);
  const [id, at, sentence, evidence, runCount, runs] = [row.text(), row.instant(), row.text(), row.text(), row.number(), row.textOrNull()];
  return { id, at, run: null, stated: { sentence, evidence: z.array(z.string()).parse(JSON.parse(evidence)), runs: runs?.split(' ') ?? [], runCount } };
}

function stateCondition(state: FindingState | 'all', bind: (value: unknown) => string): string {
  return state === 'all' ? 'TRUE' : `coalesce(said.state, 0) = ${bind(findingStates.indexOf(state))}::smallint`;
}

const cursor = z.tuple([z.string().regex(/^-?\d{1,19}$/).nullable(), z.string().max(300)]);

/** Untrusted: the place of the last row of the page before, as `paged` wrote it. */
function placeCondition(column: string, type: 'uuid' | 'text', after: string | null, bind: (value: unknown) => string): string {
  if (after === null) return 'TRUE';
  const [at, id] = readCursor(after);
  const behind = `${column} > ${bind(id)}::${type}`;
  if (at === null) return `found.at IS NULL AND ${behind}`;
  return `(found.at > ${bind(at)}::bigint OR found.at IS NULL OR (found.at = ${bind(at)}::bigint AND ${behind}))`;
}

function readCursor(text: string): z.infer<typeof cursor> {
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    throw new ProblemError('bad-cursor', 'The place to go on from is not one this case gave out.', 'Ask from the beginning.');
  }
}

function paged(rows: readonly KeptFinding[], limit: number, idOf: (row: KeptFinding) => string | null): { readonly rows: readonly KeptFinding[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? JSON.stringify([last.at, idOf(last)]) : null };
}
