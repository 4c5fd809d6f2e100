import type { FindingRule } from './finding-rule.ts';
import { executionsOf, stagesOf, valueOf } from './recorded.ts';
import { isEdited } from './proposed-and-executed.ts';

export const sentTextDiffersWithoutEdit: FindingRule = {
  id: 'sent-text-differs-without-edit',
  title: 'Another text was sent than drafted, and no edit is recorded',
  definition: 'An output records both the draft (its text, else its value) and the final text, the two differ in at least one character, something was executed, and no edit, no verdict "modified" and no override is recorded.',
  basis: '4-Pattern Audit Log Standard, pattern 4: edits between draft and sent',
  severity: 'high',
  family: 'patterns',
  ofRun: () => (surveyed) => {
    for (const stage of stagesOf(surveyed.run, 'output')) {
      const sent = valueOf(stage, 'finalText');
      const name = typeof valueOf(stage, 'text') === 'string' ? 'text' : 'value';
      const draft = valueOf(stage, name);
      if (typeof sent !== 'string' || typeof draft !== 'string' || sent === draft || isEdited(surveyed) || executionsOf(surveyed).length === 0) continue;
      return { sentence: `The text sent (${sent.length} characters) is not the text drafted (${draft.length} characters); no edit is recorded.`, evidence: [`${stage.id}.${name}`, `${stage.id}.finalText`] };
    }
    return null;
  },
};
