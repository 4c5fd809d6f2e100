import type { FindingRule } from './finding-rule.ts';
import { executionsOf, firstWith, stagesOf, textOf } from './recorded.ts';
import { quoted } from './wording.ts';

export const executedButFailed: FindingRule = {
  id: 'executed-but-failed',
  title: 'Executed, and reported as failed',
  definition: 'An execution is recorded, and the outcome of the run reads as failed (failed, error, declined, timeout and the like). What stands in the target system afterwards is not known from that word alone.',
  basis: 'Execute Action Audit Standard, field 7',
  severity: 'low',
  family: 'execution',
  ofRun: () => (surveyed) => {
    if (surveyed.row.outcome !== 'failed') return null;
    const [execution] = executionsOf(surveyed);
    if (execution === undefined) return null;
    const outcome = firstWith(stagesOf(surveyed.run, 'outcome'), 'status');
    const [status, response, by] = [textOf(outcome, 'status'), textOf(outcome, 'response'), textOf(outcome, 'reportedBy')];
    return { sentence: `Executed; the outcome is "${quoted(status ?? 'failed')}"${response === null ? '' : `, "${quoted(response)}"`}${by === null ? ', by whom is not recorded' : `, reported by ${quoted(by)}`}.`, evidence: [`${execution.id}.at`, `${outcome?.id ?? 'outcome'}.status`, ...(response === null ? [] : [`${outcome?.id ?? 'outcome'}.response`])] };
  },
};
