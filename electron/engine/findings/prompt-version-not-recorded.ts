import type { FindingRule } from './finding-rule.ts';
import { quoted } from './wording.ts';

export const promptVersionNotRecorded: FindingRule = {
  id: 'prompt-version-not-recorded',
  title: 'Which version of the prompt was used is not recorded',
  definition: 'Records name a prompt template, and none states which version of it; a version inferred from another value does not count as recorded, a hash of the version does. A run that names no template raises nothing: not every model has one.',
  basis: 'Execute Action Audit Standard, field 2: template and its version',
  severity: 'medium',
  family: 'versions',
  ofRun: () => ({ row, facts, run }) => {
    const provenance = facts.provenance.promptVersion;
    if (row.promptTemplate === null || (provenance !== 'absent' && provenance !== 'inferred')) return null;
    const model = run.stages.find(({ kind, present, values }) => kind === 'model' && present && values['promptTemplate'] !== undefined);
    return { sentence: `The prompt is ${quoted(row.promptTemplate)}, and its version is not recorded${row.promptVersion === null ? '' : `; ${quoted(row.promptVersion)} is inferred`}.`, evidence: [`${model?.id ?? 'model'}.promptTemplate`] };
  },
};
