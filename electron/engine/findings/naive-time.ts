import { parseInstant } from '#shared/time.ts';
import type { FindingRule } from './finding-rule.ts';
import { quoted } from './wording.ts';

const names = ['at', 'requestedAt', 'filedAt', 'decidedAt', 'expiresAt'] as const;

export const naiveTime: FindingRule = {
  id: 'naive-time',
  title: 'A time without a zone that nobody stated',
  definition: 'No time of a stage can be placed, and one of them states no zone: none was stated for its source at import either. Where a zone was stated, the assumption stands with the source and raises nothing here; a run’s own stages are looked at, not the times inside its inputs.',
  basis: 'Execute Action Audit Standard, field 6: UTC',
  severity: 'low',
  family: 'record keeping',
  ofRun: () => ({ run }) => {
    for (const stage of run.stages) {
      // A stage that has a time although one of its times states no zone: the source's zone placed it, or nothing can be said.
      if (!stage.present || stage.at !== null) continue;
      for (const name of names) {
        const value = stage.values[name]?.value;
        if (typeof value !== 'string' || value.endsWith('Z')) continue;
        const read = parseInstant(value, null);
        if (read.ok || !read.zoneless) continue;
        return { sentence: `The ${name === 'at' ? 'time' : name} of the ${stage.kind}, "${quoted(value)}", states no zone, and none is stated for its source.`, evidence: [`${stage.id}.${name}`] };
      }
    }
    return null;
  },
};
