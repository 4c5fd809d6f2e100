import type { VersionKind } from '#shared/model/version.ts';
import { parseInstant, type InstantReading } from '#shared/time.ts';
import type { SurveyedRun } from './finding-rule.ts';
import { stagesOf, textOf } from './recorded.ts';

/** A version a run names, beside the stage that says so and the instant it was used. */
export interface NamedVersion {
  readonly kind: VersionKind;
  readonly name: string;
  readonly version: string | null;
  readonly stage: string;
  /** Name of the value that states the version. */
  readonly value: string;
  /** When the stage, or else the run, began. */
  readonly at: string | null;
}

export function namedVersions({ row, run }: SurveyedRun): readonly NamedVersion[] {
  const found: NamedVersion[] = [];
  for (const stage of stagesOf(run, 'model')) {
    const at = stage.at ?? row.startedAt;
    const model = textOf(stage, 'name');
    const prompt = textOf(stage, 'promptTemplate');
    if (model !== null) found.push({ kind: 'model', name: model, version: textOf(stage, 'version'), stage: stage.id, value: 'version', at });
    if (prompt !== null) found.push({ kind: 'prompt', name: prompt, version: textOf(stage, 'promptVersion'), stage: stage.id, value: 'promptVersion', at });
  }
  return found;
}

const aliases: ReadonlySet<string> = new Set(['latest', 'stable', 'current', 'default', 'newest', 'head', 'main', 'master', 'live', 'prod', 'production', 'preview', 'beta', 'auto', 'any']);

/** A word that stands for whatever is deployed, alone or at the end: `latest`, `2.3-latest`. */
export function isAlias(version: string): boolean {
  const lower = version.trim().toLowerCase();
  return aliases.has(lower) || lower.endsWith('-latest') || lower.endsWith(':latest') || lower.endsWith('@latest');
}

/** When a run says its model was deployed, as written. */
export function deploymentStated(run: SurveyedRun['run']): { readonly stage: string; readonly text: string; readonly read: InstantReading } | null {
  for (const stage of stagesOf(run, 'model')) {
    const text = textOf(stage, 'deployedAt');
    if (text !== null) return { stage: stage.id, text, read: parseInstant(text, 'UTC') };
  }
  return null;
}
