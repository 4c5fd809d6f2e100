import type { VersionKind } from '#shared/model/version.ts';
import { earliestPlaced } from '#shared/time-axis.ts';
import type { Store } from '../store.ts';
import { Row } from './read-row.ts';
import { counted } from './run-counts.ts';

export interface VersionUsed {
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string;
  readonly runs: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** Every model and prompt version that runs name, with the first and last start of these runs. What names no version is left out. */
export async function versionUses(store: Store, caseKey: number): Promise<readonly VersionUsed[]> {
  const { table, count, first, last } = await counted(store, caseKey);
  const used = async (kind: VersionKind, name: string, version: string): Promise<readonly VersionUsed[]> => {
    const rows = await store.query(
      `SELECT ${name}, ${version}, ${count}, min(${first}), max(${last})
         FROM ${table}
        WHERE case_key = $1 AND ${name} IS NOT NULL AND ${version} IS NOT NULL
        GROUP BY ${name}, ${version}
        ORDER BY ${name}, ${version}`,
      [caseKey],
    );
    return rows.map((values) => {
      const row = new Row(values);
      return { kind, name: row.text(), version: row.text(), runs: row.number(), firstAt: row.instant(), lastAt: row.instant() };
    });
  };
  return [...(await used('model', 'model', 'model_version')), ...(await used('prompt', 'prompt_template', 'prompt_version'))];
}

/** The same from starts that can stand on an axis of time, in one scan of the runs. */
export async function placedVersionUses(store: Store, caseKey: number): Promise<readonly VersionUsed[]> {
  return [...(await usesOf(store, caseKey, 'model', 'run.model', 'run.model_version', '')), ...(await usesOf(store, caseKey, 'prompt', 'run.prompt_template', 'run.prompt_version', ''))];
}

/** Versions of rules that runs cite, as the survey of the runs read them. */
export async function ruleUses(store: Store, caseKey: number): Promise<readonly VersionUsed[]> {
  return usesOf(store, caseKey, 'rule', 'run.rule_id', 'detail.rule_version', 'JOIN run_detail AS detail ON detail.case_key = run.case_key AND detail.run_id = run.id');
}

async function usesOf(store: Store, caseKey: number, kind: VersionKind, name: string, version: string, join: string): Promise<readonly VersionUsed[]> {
  const rows = await store.query(
    `SELECT ${name} AS name, ${version} AS version, count(*), min(run.started_at) FILTER (WHERE run.started_at >= $2::bigint), max(run.started_at) FILTER (WHERE run.started_at >= $2::bigint)
       FROM run ${join}
      WHERE run.case_key = $1 AND ${name} IS NOT NULL AND ${version} IS NOT NULL
      GROUP BY name, version
      ORDER BY name, version`,
    [caseKey, String(earliestPlaced)],
  );
  return rows.map((values) => {
    const row = new Row(values);
    return { kind, name: row.text(), version: row.text(), runs: row.number(), firstAt: row.instant(), lastAt: row.instant() };
  });
}
