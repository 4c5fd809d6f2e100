import type { Finding, FindingEvidence } from '#shared/model/finding.ts';
import type { StageValue } from '#shared/model/lineage.ts';
import type { FindingRule, RuleContext } from '../findings/finding-rule.ts';
import { partsOfFindingId, runFindingId, type StatedFinding } from '../findings/finding-acts.ts';
import { findingRules } from '../findings/index.ts';
import type { CaseBench } from '../jobs/case-bench.ts';
import { recallRuns, type RecalledRun } from '../jobs/recall-runs.ts';
import { surveyedRunOf } from '../jobs/survey/surveyor.ts';
import type { KeptFinding } from '../store/queries/findings-page.ts';
import { placedRun, type PlacedRun } from './run-lineage.ts';

/** Values shown of one finding over many runs; its sentence and count speak for all. */
const evidenceShown = 24;
const longestText = 200;

/**
 * Findings as a person reads them. Of one run: the rule looks at the run again as the vault's bytes state it now, so that nothing
 * shown can drift from the evidence. A rule that finds nothing any more says so.
 */
export async function showFindings(bench: CaseBench, context: RuleContext, kept: readonly KeptFinding[], states: ReadonlyMap<string, StatedFinding>): Promise<readonly Finding[]> {
  const named = kept.flatMap(({ run, stated }) => (run === null ? evidenceOf(stated).map(([id]) => id) : [run]));
  const runs = await placedRuns(bench, [...new Set(named)]);
  const looks = new Map(findingRules.flatMap((rule) => (rule.ofRun !== undefined && kept.some(({ id }) => partsOfFindingId(id).rule === rule.id) ? [[rule.id, rule.ofRun(context)] as const] : [])));
  return kept.map((finding) => {
    const { rule: id } = partsOfFindingId(finding.id);
    const rule = findingRules.find((known) => known.id === id);
    const told = finding.run === null ? toldOfSeveral(finding) : toldOfOne(looks.get(id), runs.get(finding.run), finding.run);
    const evidence = told.evidence.flatMap(([run, value]) => bytesOf(runs.get(run), run, value)).slice(0, evidenceShown);
    const stated = states.get(finding.id) ?? null;
    return { id: finding.id, rule: id, severity: rule?.severity ?? 'note', sentence: told.sentence, runs: told.runs, runCount: told.runCount, evidence, state: stated?.state ?? 'open', stated };
  });
}

/** All that rules over one run say of it, as one list. */
export function keptOfRules(run: string, rules: readonly string[]): readonly KeptFinding[] {
  return rules.map((rule) => ({ id: runFindingId(rule, run), run, at: null, stated: null }));
}

interface Told {
  readonly sentence: string;
  readonly runs: readonly string[];
  readonly runCount: number;
  /** Run and `stage.name`. */
  readonly evidence: readonly (readonly [string, string])[];
}

interface RunAgain {
  readonly recalled: RecalledRun;
  readonly placed: PlacedRun;
}

function toldOfSeveral({ stated }: KeptFinding): Told {
  return { sentence: stated?.sentence ?? '', runs: stated?.runs ?? [], runCount: stated?.runCount ?? 0, evidence: evidenceOf(stated) };
}

function toldOfOne(look: ReturnType<NonNullable<FindingRule['ofRun']>> | undefined, again: RunAgain | undefined, run: string): Told {
  const about = { runs: [run], runCount: 1 };
  if (again === undefined) return { ...about, sentence: 'The records of this run cannot be read back from the vault as they were at import.', evidence: [] };
  const found = look?.(surveyedRunOf(again.recalled.events)) ?? null;
  if (found === null) return { ...about, sentence: 'The survey raised this; read again now, the run no longer does. Re-hash the vault.', evidence: [] };
  return { ...about, sentence: found.sentence, evidence: found.evidence.map((value) => [run, value]) };
}

/** `RUNID stage.name` each; the first few. */
function evidenceOf(stated: KeptFinding['stated']): readonly (readonly [string, string])[] {
  return (stated?.evidence ?? []).slice(0, evidenceShown).map((text) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]);
}

async function placedRuns(bench: CaseBench, ids: readonly string[]): Promise<ReadonlyMap<string, RunAgain>> {
  const runs = new Map<string, RunAgain>();
  for (const recalled of await recallRuns(bench.store, bench.caseKey, bench.shelf, ids)) {
    if (recalled.events.length > 0) runs.set(recalled.id, { recalled, placed: await placedRun(bench, recalled) });
  }
  return runs;
}

/** The bytes that say so; a value that no bytes state (it is absent, or inferred from none) has none. */
function bytesOf(again: RunAgain | undefined, run: string, value: string): readonly FindingEvidence[] {
  if (again === undefined) return [];
  const found = valueNamed(again.placed, value);
  if (found === null || found.source === null || found.sourceKey === null || found.offset === null || found.length === null) return [];
  return [{ run, value, text: shortened(found), source: found.source, sourceKey: found.sourceKey, offset: found.offset, length: found.length }];
}

function valueNamed({ context, stages }: PlacedRun, path: string): StageValue | null {
  const dot = path.indexOf('.');
  const [stage, name] = [path.slice(0, dot), path.slice(dot + 1)];
  const values = stage === 'context' ? context : stages.find(({ id }) => id === stage)?.values;
  return values?.[name] ?? null;
}

function shortened({ value, lexeme }: StageValue): string {
  const text = lexeme ?? (typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
