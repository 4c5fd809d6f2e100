import type { AnswerOf } from '#shared/ipc/answers.ts';
import type { RunRow } from '#shared/model/run.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Asking } from './open-engine.ts';
import { runJson } from './run-json.ts';
import { textTable } from './text-table.ts';

const pageSize = 500;

/** Newest first. */
export async function listRuns(engine: Asking, where: string, limit: number): Promise<Result<readonly RunRow[]>> {
  const rows: RunRow[] = [];
  let after: string | null = null;
  do {
    const page: Result<AnswerOf<'runs.page'>> = await engine.ask('runs.page', { where, sort: { key: 'startedAt', descending: true }, after, limit: Math.min(pageSize, limit - rows.length) });
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    after = page.value.next;
  } while (after !== null && rows.length < limit);
  return ok(rows);
}

export function runTable(runs: readonly RunRow[]): string {
  const rows = runs.map(runJson).map((run) => [
    run.startedAt ?? 'not recorded',
    run.externalId,
    run.actionType ?? 'not recorded',
    [run.model ?? 'not recorded', run.modelVersion ?? ''].join(' ').trim(),
    [run.promptTemplate ?? '', run.promptVersion ?? ''].join(' ').trim(),
    run.approvalClass,
    run.outcome,
    `${run.completeness.recorded}/7`,
  ]);
  return textTable(['started, UTC', 'run', 'action', 'model', 'prompt', 'approval', 'outcome', 'fields'], rows);
}
