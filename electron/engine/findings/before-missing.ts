import { isJsonArray, isJsonObject } from '#shared/json.ts';
import type { FindingRule } from './finding-rule.ts';
import { executionsOf, valueOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const beforeMissing: FindingRule = {
  id: 'before-missing',
  title: 'A field was changed and the value before is not recorded',
  definition: 'An execution lists the fields it changed, and at least one of them has no member for the value before; null is a value, it says that the field was empty. Without it the change cannot be undone from this evidence, nor compared with the write before it.',
  basis: '4-Pattern Audit Log Standard, pattern 2: values before and after; compensation-ready context',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => (surveyed) => {
    for (const stage of executionsOf(surveyed)) {
      const changes = valueOf(stage, 'changes');
      if (changes === null || !isJsonArray(changes)) continue;
      const changed = changes.filter(isJsonObject);
      const missing = changed.filter((change) => change['before'] === undefined);
      if (missing.length === 0) continue;
      const fields = missing.map((change) => (typeof change['field'] === 'string' ? quoted(change['field']) : 'a field without a name'));
      return { sentence: `${missing.length} of ${changed.length} changed fields record no value before: ${fields.slice(0, 5).join(', ')}${fields.length > 5 ? ' and more' : ''}.`, evidence: [`${stage.id}.changes`] };
    }
    return null;
  },
};
