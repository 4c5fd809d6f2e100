import { isJsonArray, isJsonObject, type JsonValue } from '#shared/json.ts';
import type { Detection, Importer, Sample } from '../importer.ts';
import { normaliseTauBench } from './normalise.ts';

export const tauBench: Importer = {
  id: 'tau-bench',
  title: 'τ-bench results',
  definedIn: 'sierra-research/tau-bench @ 59a200c6, tau_bench/types.py (EnvRunResult) and run.py',
  integrity: 'no mechanism: the file offers no proof of itself',
  needsDigest: () => true,
  detect,
  normalise: normaliseTauBench,
};

const members = ['task_id', 'trial', 'reward', 'info', 'traj'] as const;

function detect(sample: Sample): Detection | null {
  for (const { layout, records } of sample.candidates) {
    const results = records.filter(({ value }) => isResult(value)).length;
    if (results > 0 && results * 2 > records.length) {
      return { confidence: 95, why: `${results} of ${records.length} records looked at have ${members.join(', ')}, with a conversation in traj.`, layout };
    }
  }
  return null;
}

function isResult(value: JsonValue): boolean {
  return isJsonObject(value) && members.every((name) => Object.hasOwn(value, name)) && isJsonArray(value['traj'] ?? null) && isJsonObject(value['info']);
}
