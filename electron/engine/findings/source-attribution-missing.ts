import { isJsonArray } from '#shared/json.ts';
import type { FindingRule } from './finding-rule.ts';
import { isTold, stagesOf, valueOf } from './recorded.ts';

export const sourceAttributionMissing: FindingRule = {
  id: 'source-attribution-missing',
  title: 'A research brief without its sources',
  definition: 'A run of the pattern generative research put something out, and no record of it names a data source, or the list of them is empty. A hash of the list counts as recorded.',
  basis: '4-Pattern Audit Log Standard, pattern 3: data sources used',
  severity: 'medium',
  family: 'patterns',
  ofRun: () => ({ row, run }) => {
    const [output] = stagesOf(run, 'output');
    if (row.pattern !== 'generative-research' || output === undefined) return null;
    const data = stagesOf(run, 'source-data');
    const listed = data.some((stage) => isTold(stage, 'sources') && !isEmptyList(valueOf(stage, 'sources')));
    if (listed || data.some((stage) => isTold(stage, 'refs') && !isEmptyList(valueOf(stage, 'refs')))) return null;
    return { sentence: 'The brief was put out, and no data source of it is recorded.', evidence: [`${output.id}.value`] };
  },
};

function isEmptyList(value: ReturnType<typeof valueOf>): boolean {
  return value !== null && isJsonArray(value) && value.length === 0;
}
