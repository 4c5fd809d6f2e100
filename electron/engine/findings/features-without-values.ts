import { isJsonArray, isJsonObject } from '#shared/json.ts';
import type { FindingRule } from './finding-rule.ts';
import { stagesOf } from './recorded.ts';

export const featuresWithoutValues: FindingRule = {
  id: 'features-without-values',
  title: 'Input features are named, their values are not recorded',
  definition: 'The run names input features, as an object, a list of names or a column each, and every one of them is null, empty, or only a name. What is kept as a hash or blackened out counts as a value. A run that names no features raises nothing here.',
  basis: '4-Pattern Audit Log Standard, pattern 1: input features with values',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => ({ run }) => {
    for (const { id, values } of stagesOf(run, 'source-data')) {
      let named = 0;
      let valued = false;
      let evidence = '';
      for (const name in values) {
        const own = values[name];
        if (own === undefined || (name !== 'features' && !name.startsWith('features.'))) continue;
        evidence = evidence === '' ? `${id}.${name}` : evidence;
        const { value } = own;
        if (name !== 'features') {
          named += 1;
          valued ||= !isEmpty(value);
        } else if (isJsonArray(value)) {
          named += value.length;
          valued ||= value.some((item) => typeof item !== 'string');
        } else if (isJsonObject(value)) {
          for (const member in value) {
            named += 1;
            valued ||= !isEmpty(value[member]);
          }
        } else valued ||= !isEmpty(value);
      }
      if (named > 0 && !valued) return { sentence: named === 1 ? 'One input feature is named, without a recorded value.' : `${named} input features are named, and none has a recorded value.`, evidence: [evidence] };
    }
    return null;
  },
};

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
