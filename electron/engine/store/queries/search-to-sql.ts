import { assertNever } from '#shared/assert.ts';
import { approvalClasses, outcomeStatuses, sevenFields } from '#shared/model/run.ts';
import { ProblemError } from '#shared/result.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { foldCase } from '../run-words.ts';
import { findingCondition } from './finding-condition.ts';
import type { AnnotatedAs, Search, SearchTerm, TextField, TextMatch } from '#shared/search/search.ts';
import { isRunId } from './find-run.ts';
import { freeTextCondition, wordsCondition } from './free-text.ts';
import { executedCondition, lookedUp, recordedCondition, recoveryCondition, type DetailWay } from './detail-conditions.ts';
import { anyOf, columnCondition, subjectCondition, type Bind } from './text-conditions.ts';

/** A search as a condition over `run AS run`. `$1` is the case. */
export interface Filter {
  readonly sql: string;
  /** Bound from `$1` on. Further parameters go behind these. */
  readonly parameters: readonly unknown[];
  /** Nothing was asked for: every run matches. */
  readonly everything: boolean;
  /** The planner cannot tell how few runs match, and would walk an index past all the others: fence it off. */
  readonly unforeseeable: boolean;
  /** The condition uses columns of `run_shape` alone, so that the counted shapes can answer instead of the runs. */
  readonly onShape: boolean;
}

/** Untrusted: what a person typed. Text that is not understood is a problem with its place, never an empty filter. */
export function filterOf(caseKey: number, where: string): Filter {
  const parsed = parseSearch(where);
  if (!parsed.ok) {
    const { message, start, end } = parsed.problem;
    throw new ProblemError('search-not-understood', `The search is not understood at ${JSON.stringify(where.slice(start, end))} (character ${start + 1}): ${message}`, 'Correct the search; until then nothing is filtered by it.');
  }
  return searchToSql(caseKey, parsed.search);
}

export function searchToSql(caseKey: number, search: Search | null): Filter {
  const parameters: unknown[] = [caseKey];
  const condition = search === null ? '' : ` AND ${searchCondition(search, (value) => `$${parameters.push(value)}`)}`;
  return { sql: `run.case_key = $1${condition}`, parameters, everything: search === null, unforeseeable: search !== null && !foreseeable(search), onShape: search === null || usesShapeOnly(search) };
}

/** The bare condition, its values handed to `bind`; `detail` reaches what `run_detail` holds. NULL where nothing recorded decides it. */
export function searchCondition(search: Search, bind: Bind, detail: DetailWay = lookedUp): string {
  return conditionOf(search, bind, detail);
}

/** The matching runs, for ordering: `OFFSET 0` keeps the planner from pulling the order inside. */
export function matchingRuns(filter: Filter, condition: string): string {
  const matching = `SELECT * FROM run WHERE ${filter.sql} AND ${condition}`;
  return filter.unforeseeable ? `(${matching} OFFSET 0) AS run` : `(${matching}) AS run`;
}

function conditionOf(search: Search, bind: Bind, detail: DetailWay): string {
  switch (search.kind) {
    case 'and':
    case 'or':
      return `(${search.of.map((one) => conditionOf(one, bind, detail)).join(search.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      // Not NOT: a run in which nothing is recorded is one that is "not agent X".
      return `(${conditionOf(search.of, bind, detail)} IS NOT TRUE)`;
    default:
      return `(${termCondition(search, bind, detail)})`;
  }
}

function termCondition(term: SearchTerm, bind: Bind, detail: DetailWay): string {
  switch (term.kind) {
    case 'words':
      return wordsCondition(term.text, bind);
    case 'free':
      return freeTextCondition(term.words, bind);
    case 'text':
      return textCondition(term.field, term.match, bind);
    case 'approval':
      return `run.approval_class = ${bind(approvalClasses.indexOf(term.value))}::smallint`;
    case 'outcome':
      return `run.outcome = ${bind(outcomeStatuses.indexOf(term.value))}::smallint`;
    case 'execution':
      return executedCondition(term.value, detail);
    case 'recovery':
      return recoveryCondition(term.value, detail);
    case 'recorded':
      return recordedCondition(term.fact, detail);
    case 'missing':
      return `${letterOf(term.field)} = 'a'`;
    case 'has':
      return `${letterOf(term.field)} <> 'a'`;
    case 'integrity':
      return `run.id IN (SELECT record.run_id
                          FROM failed_record AS failed
                          JOIN record ON record.case_key = failed.case_key AND record.source_key = failed.source_key AND record.byte_offset = failed.byte_offset
                         WHERE failed.case_key = $1)`;
    case 'finding':
      return findingCondition(term, bind);
    case 'is':
      return annotatedCondition(term.value);
    case 'comment':
      return commentCondition(term.text, bind);
    case 'known':
      return onColumn(term.field, (column) => `${column} IS ${term.recorded ? 'NOT NULL' : 'NULL'}`);
    case 'number':
      return onColumn(term.field, (column) =>
        [
          ...(term.above ? [`${column} ${term.above.included ? '>=' : '>'} ${bind(term.above.value)}::numeric`] : []),
          ...(term.below ? [`${column} ${term.below.included ? '<=' : '<'} ${bind(term.below.value)}::numeric`] : []),
        ].join(' AND '),
      );
    case 'time':
      return onColumn(term.field, (column) =>
        [
          ...(term.from === null ? [] : [`${column} >= ${bind(term.from)}::bigint`]),
          ...(term.until === null ? [] : [`${column} < ${bind(term.until)}::bigint`]),
        ].join(' AND '),
      );
    default:
      return assertNever(term);
  }
}

function letterOf(field: (typeof sevenFields)[number]): string {
  return `substr(run.fields, ${sevenFields.indexOf(field) + 1}, 1)`;
}

function textCondition(field: TextField, match: TextMatch, bind: Bind): string {
  switch (field) {
    case 'action':
      return columnCondition('run.action_type', match, bind);
    case 'rule':
      return columnCondition('run.rule_id', match, bind);
    case 'record':
      return columnCondition('run.target_record', match, bind);
    case 'version':
      return versionCondition(match, bind);
    case 'agent':
    case 'approver':
    case 'environment':
    case 'system':
    case 'currency':
      return columnCondition(`run.${field}`, match, bind);
    case 'model':
      return versionedCondition(['run.model'], 'run.model', 'run.model_version', match, bind);
    case 'prompt':
      return versionedCondition(['run.prompt_template', 'run.prompt_version'], 'run.prompt_template', 'run.prompt_version', match, bind);
    case 'subject':
      return subjectCondition(null, match, bind);
    case 'customer':
    case 'lead':
    case 'deal':
    case 'ticket':
    case 'invoice':
    case 'user':
    case 'account':
      return subjectCondition(field, match, bind);
    case 'id':
      return match.how === 'exactly' && isRunId(match.value) ? `run.external_id = ${bind(match.value)} OR run.id = ${bind(match.value.toLowerCase())}::uuid` : columnCondition('run.external_id', match, bind);
    case 'source':
      return sourceCondition(match, bind);
    case 'tag':
      return tagCondition(match, bind);
    case 'country':
    case 'requester':
    case 'assignee':
    case 'dispute':
    case 'variant':
      return onColumn(field, (column) => columnCondition(column, match, bind));
    default:
      return assertNever(field);
  }
}

/** Either part, or both as `name@version`; an unrecorded part is empty there: `name@`. */
function versionedCondition(columns: readonly string[], name: string, version: string, match: TextMatch, bind: Bind): string {
  if (match.how === 'nothing') return `${name} IS NULL AND ${version} IS NULL`;
  if (match.how === 'any') return `${name} IS NOT NULL OR ${version} IS NOT NULL`;
  return anyOf([...columns, `(coalesce(${name}, '') || '@' || coalesce(${version}, ''))`], match, bind);
}

/** Every run the source speaks of, first or not. */
function sourceCondition(match: TextMatch, bind: Bind): string {
  if (match.how === 'any') return 'TRUE';
  if (match.how === 'nothing') return 'FALSE';
  const named = match.how === 'key' ? `named.source_key = ${bind(match.key)}::integer` : columnCondition('named.name', match, bind);
  const keys = `SELECT named.source_key FROM source AS named WHERE named.case_key = $1 AND ${named}`;
  return `run.source_key IN (${keys})
          OR (run.sources > 1 AND EXISTS (SELECT 1 FROM run_source AS told WHERE told.case_key = $1 AND told.run_id = run.id AND told.source_key IN (${keys})))`;
}

const columns = {
  at: 'run.started_at', executed: 'run.executed_at', amount: 'run.amount', decided: 'detail.decided_at', confirmed: 'detail.confirmed_at', proposed: 'detail.proposed_amount', score: 'detail.score',
  country: 'detail.country', requester: 'detail.requester', assignee: 'detail.assignee', dispute: 'detail.dispute_id', variant: 'detail.variant',
} as const;

/** A condition over one column, in the run's row or in what the survey knows of it. A run not surveyed yet meets none of the latter: whoever answers says so. */
function onColumn(field: keyof typeof columns, condition: (column: string) => string): string {
  const column = columns[field];
  return column.startsWith('run.') ? condition(column) : `run.id IN (SELECT detail.run_id FROM run_detail AS detail WHERE detail.case_key = $1 AND ${condition(column)})`;
}

/** Of the model, the prompt or the rule. */
function versionCondition(match: TextMatch, bind: Bind): string {
  const rule = `run.id IN (SELECT detail.run_id FROM run_detail AS detail WHERE detail.case_key = $1 AND ${columnCondition('detail.rule_version', match, bind)})`;
  const [model, prompt] = [columnCondition('run.model_version', match, bind), columnCondition('run.prompt_version', match, bind)];
  return match.how === 'nothing' ? `${model} AND ${prompt} AND ${rule}` : `${model} OR ${prompt} OR ${rule}`;
}

/** A run that carries several tags is found by each. */
function tagCondition(match: TextMatch, bind: Bind): string {
  if (match.how === 'nothing') return `(${annotatedCondition('tagged')}) IS NOT TRUE`;
  return `run.id IN (SELECT tagged.run_id FROM run_tag AS tagged WHERE tagged.case_key = $1 AND ${columnCondition('tagged.tag', match, bind)})`;
}

function annotatedCondition(value: AnnotatedAs): string {
  const table = { starred: 'run_star', tagged: 'run_tag', commented: 'run_comment' }[value];
  return `run.id IN (SELECT noted.run_id FROM ${table} AS noted WHERE noted.case_key = $1)`;
}

/** Comments on the run, and manual events that name it. */
function commentCondition(text: string | null, bind: Bind): string {
  const words = text === null ? null : bind(foldCase(text));
  const holds = (column: string): string => (words === null ? 'TRUE' : `strpos(${column}, ${words}::text) > 0`);
  return `run.id IN (SELECT comment.run_id FROM run_comment AS comment WHERE comment.case_key = $1 AND ${holds('comment.words')}
                      UNION ALL
                     SELECT named.run_id
                       FROM manual_event AS noted
                       JOIN manual_event_run AS named ON named.case_key = noted.case_key AND named.seq = noted.seq
                      WHERE noted.case_key = $1 AND ${holds('noted.words')})`;
}

/** Statistics cover columns compared with values, not text looked for inside a column. */
function foreseeable(search: Search): boolean {
  switch (search.kind) {
    case 'and':
    case 'or':
      return search.of.every(foreseeable);
    case 'not':
      return foreseeable(search.of);
    case 'text':
      return search.match.how !== 'like' && ['action', 'agent', 'environment', 'system', 'currency'].includes(search.field);
    case 'approval':
    case 'outcome':
      return true;
    case 'time':
      return columns[search.field].startsWith('run.');
    case 'words':
    case 'free':
    case 'known':
    case 'number':
    case 'execution':
    case 'recovery':
    case 'recorded':
    case 'missing':
    case 'has':
    case 'integrity':
    case 'finding':
    case 'is':
    case 'comment':
      return false;
    default:
      return assertNever(search);
  }
}

function usesShapeOnly(search: Search): boolean {
  switch (search.kind) {
    case 'and':
    case 'or':
      return search.of.every(usesShapeOnly);
    case 'not':
      return usesShapeOnly(search.of);
    case 'text':
      return ['action', 'model', 'prompt', 'environment'].includes(search.field);
    case 'approval':
    case 'outcome':
    case 'missing':
    case 'has':
      return true;
    case 'words':
    case 'execution':
    case 'recovery':
    case 'recorded':
    case 'integrity':
    case 'finding':
    case 'is':
    case 'comment':
    case 'free':
    case 'known':
    case 'number':
    case 'time':
      return false;
    default:
      return assertNever(search);
  }
}
