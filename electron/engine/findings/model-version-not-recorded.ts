import type { FindingRule } from './finding-rule.ts';
import { executionsOf, isOfAi, stagesOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const modelVersionNotRecorded: FindingRule = {
  id: 'model-version-not-recorded',
  title: 'Which model version decided is not recorded',
  definition: 'An AI action is recorded as executed, and no record states a version of its model; a version inferred from another value, as from the end of a model\'s name, is named in the sentence and does not count as recorded. A hash of it counts as recorded.',
  basis: 'Execute Action Audit Standard, field 2',
  severity: 'medium',
  family: 'versions',
  ofRun: () => (surveyed) => {
    const { row, facts, run } = surveyed;
    const provenance = facts.provenance.modelVersion;
    if ((provenance !== 'absent' && provenance !== 'inferred') || !isOfAi(row)) return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    const [model] = stagesOf(run, 'model');
    const inferred = row.modelVersion === null ? '' : `; ${quoted(row.modelVersion)} is inferred`;
    return { sentence: `${row.model === null ? 'No model is recorded' : `The model is ${quoted(row.model)}`}, and no version of it is recorded${inferred}.`, evidence: [...(model === undefined ? [] : [`${model.id}.name`, `${model.id}.version`]), `${execution.id}.at`] };
  },
};
