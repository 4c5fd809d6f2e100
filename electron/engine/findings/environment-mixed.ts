import { isJsonArray } from '#shared/json.ts';
import type { FindingRule } from './finding-rule.ts';
import { executionsOf, readable, stagesOf, textOf, valueOf } from './recorded.ts';
import { quoted } from './wording.ts';

const trial = /(?<![a-z0-9])(?:staging|stage|stg|sandbox|test|testing|dev|development|qa|uat|demo)(?![a-z0-9])/i;
const live = /(?<![a-z0-9])(?:production|prod|live)(?![a-z0-9])/i;

export const environmentMixed: FindingRule = {
  id: 'environment-mixed',
  title: 'Data or systems of another environment',
  definition:
    'The run records its environment as production (prod, live) and one of its target system, target record, application system, job id or source references holds a word of a trial environment (staging, sandbox, test, dev, qa, uat, demo) between its separators, or the other way round; or its records name two environments. Only these values are looked at, not the texts.',
  basis: 'Execute Action Audit Standard, field 6: staging and production mixed',
  severity: 'high',
  family: 'record keeping',
  ofRun: () => (surveyed) => {
    const { run } = surveyed;
    const environment = run.context['environment'];
    const said = readable(environment);
    if (environment === undefined || typeof said !== 'string') return null;
    const others = environment.also.filter(({ provenance, value }) => provenance === 'recorded' && typeof value === 'string' && value !== '');
    const [other] = others;
    if (other !== undefined) return { sentence: `Its records name the environments ${[said, ...new Set(others.map(({ value }) => String(value)))].map(quoted).join(' and ')}.`, evidence: ['context.environment'] };
    const opposite = live.test(said) ? trial : trial.test(said) ? live : null;
    if (opposite === null) return null;
    for (const [name, text] of placesOf(surveyed)) if (opposite.test(text)) return { sentence: `The environment is recorded as "${quoted(said)}", and ${words[name.slice(name.indexOf('.') + 1)] ?? 'a value'} as "${quoted(text)}".`, evidence: ['context.environment', name] };
    return null;
  },
};

const words: Readonly<Record<string, string>> = { system: 'the system', recordId: 'the record', jobId: 'the job', refs: 'a source' };

function* placesOf(surveyed: Parameters<typeof executionsOf>[0]): Generator<readonly [string, string]> {
  for (const name of ['system', 'jobId']) {
    const value = readable(surveyed.run.context[name]);
    if (typeof value === 'string') yield [`context.${name}`, value];
  }
  for (const stage of executionsOf(surveyed)) {
    for (const name of ['system', 'recordId']) {
      const text = textOf(stage, name);
      if (text !== null) yield [`${stage.id}.${name}`, text];
    }
  }
  for (const stage of stagesOf(surveyed.run, 'source-data')) {
    const refs = valueOf(stage, 'refs');
    if (refs !== null && isJsonArray(refs)) for (const ref of refs) if (typeof ref === 'string') yield [`${stage.id}.refs`, ref];
  }
}
