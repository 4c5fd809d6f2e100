import { sameValue } from '../lineage/same-value.ts';
import type { AssembledValue } from '../lineage/assembled-run.ts';
import type { FindingRule } from './finding-rule.ts';
import { counted, quoted } from './wording.ts';

export const sourcesContradict: FindingRule = {
  id: 'sources-contradict',
  title: 'Records disagree on a value',
  definition: 'Two records of the run, of one source or of several, record the same value differently, as counted in the list of runs: a status that was pending before, the same instant or number written otherwise, and each record’s own time are no contradiction. Both stay; none is taken for the right one.',
  basis: 'Rules that hold everywhere: two sources that disagree are both kept',
  severity: 'medium',
  family: 'record keeping',
  ofRun: () => ({ row, run }) => {
    if (row.contradictions === 0) return null;
    const found: { readonly name: string; readonly said: readonly string[] }[] = [];
    look('context', run.context, found);
    for (const { id, present, values } of run.stages) if (present) look(id, values, found);
    const shown = found.slice(0, 4).map(({ name, said }) => `${name}: ${said.map(quoted).join(' and ')}`);
    const from = row.sources > 1 ? `${row.sources} sources` : `${row.records} records`;
    return { sentence: `${counted(row.contradictions, 'value')} of ${from} disagree${row.contradictions === 1 ? 's' : ''}: ${shown.join('; ')}${found.length > shown.length ? ' and more' : ''}.`, evidence: found.map(({ name }) => name) };
  },
};

function look(stage: string, values: Readonly<Record<string, AssembledValue>>, into: { readonly name: string; readonly said: readonly string[] }[]): void {
  for (const name in values) {
    const value = values[name];
    if (value === undefined || value.also.length === 0 || isOwn(stage, name)) continue;
    const others = value.also.filter((other) => other.provenance === value.provenance && value.provenance !== 'inferred' && value.provenance !== 'redacted' && !sameValue(name, other.value, value.value));
    if (others.length > 0) into.push({ name: `${stage}.${name}`, said: [...new Set([value, ...others].map((one) => (typeof one.value === 'object' ? JSON.stringify(one.value) : String(one.value))))] });
  }
}

function isOwn(stage: string, name: string): boolean {
  return stage === 'context' && (name === 'at' || name === 'endedAt' || name === 'recordedAt' || name === 'recordedBy');
}
