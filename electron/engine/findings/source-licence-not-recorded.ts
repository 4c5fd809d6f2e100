import { isJsonArray, isJsonObject, type JsonObject } from '#shared/json.ts';
import type { FindingRule } from './finding-rule.ts';
import { stagesOf, valueOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const sourceLicenceNotRecorded: FindingRule = {
  id: 'source-licence-not-recorded',
  title: 'The licence of a source is not recorded',
  definition: 'A run of the pattern generative research lists its data sources, and at least one of them states no licence (licence, license or terms; null and empty are none).',
  basis: '4-Pattern Audit Log Standard, pattern 3: licence terms of each provider',
  severity: 'low',
  family: 'patterns',
  ofRun: () => ({ row, run }) => {
    if (row.pattern !== 'generative-research') return null;
    for (const stage of stagesOf(run, 'source-data')) {
      const sources = valueOf(stage, 'sources');
      if (sources === null || !isJsonArray(sources)) continue;
      const without = sources.filter((source) => !isJsonObject(source) || !['licence', 'license', 'terms'].some((name) => says(source, name)));
      if (without.length === 0) continue;
      const names = without.map((source) => (isJsonObject(source) && typeof source['name'] === 'string' ? quoted(source['name']) : typeof source === 'string' ? quoted(source) : 'a source without a name'));
      return { sentence: `${without.length} of ${sources.length} sources state no licence: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}.`, evidence: [`${stage.id}.sources`] };
    }
    return null;
  },
};

function says(source: JsonObject, name: string): boolean {
  const value = source[name];
  return value !== undefined && value !== null && value !== '';
}
