import type { Lineage } from '#shared/model/lineage.ts';
import type { RunRow } from '#shared/model/run.ts';

/** What came from an original that is left out must not come in by another door: of its values only provenance and hash stay. */
export function withoutOmitted(lineage: Lineage, hidden: ReadonlySet<number>): Lineage {
  if (hidden.size === 0) return lineage;
  const isHidden = (key: number | null): boolean => key !== null && hidden.has(key);
  const cleanValues = (values: Lineage['context']): Lineage['context'] =>
    Object.fromEntries(Object.entries(values).map(([name, { lexeme, ...value }]) => [name, isHidden(value.sourceKey) ? { ...value, value: '(left out with its original)', also: [] } : { ...value, ...(lexeme === undefined ? {} : { lexeme }), also: value.also.filter(({ sourceKey }) => !isHidden(sourceKey)) }]));
  const touched = lineage.records.some(({ sourceKey }) => hidden.has(sourceKey));
  return {
    ...lineage,
    run: touched ? hiddenRow(lineage.run) : lineage.run,
    context: cleanValues(lineage.context),
    stages: lineage.stages.map((stage) => ({ ...stage, title: Object.values(stage.values).some(({ sourceKey }) => isHidden(sourceKey)) ? '(left out with its original)' : stage.title, values: cleanValues(stage.values) })),
    unmapped: lineage.unmapped.filter(({ sourceKey }) => !hidden.has(sourceKey)),
    repeatedNames: (lineage.repeatedNames ?? []).filter(({ sourceKey }) => !hidden.has(sourceKey)),
    versions: touched ? [] : (lineage.versions ?? []),
  };
}

/** A row joins what all its sources say and does not say which said what: where one may be left out, only ids, times and states stay. */
export function rowWithoutOmitted(run: RunRow, hidden: ReadonlySet<number>): RunRow {
  return hidden.size > 0 && (hidden.has(run.sourceKey) || run.sources > 1) ? hiddenRow(run) : run;
}

function hiddenRow(run: RunRow): RunRow {
  return { ...run, actionType: null, environment: null, agent: null, model: null, modelVersion: null, promptTemplate: null, promptVersion: null, approver: null, ruleId: null, amount: null, currency: null, subject: null, furtherSubjects: [], system: null, targetRecord: null };
}
