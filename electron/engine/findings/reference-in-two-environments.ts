import type { CaseFinding, FindingRule } from './finding-rule.ts';
import { KeyedEntries } from './keyed-entries.ts';
import { counted, quoted } from './wording.ts';

export const referenceInTwoEnvironments: FindingRule = {
  id: 'reference-in-two-environments',
  title: 'One reference used in two environments',
  definition: 'Executed runs of the same type of action that record different environments record the same reference of the target system (a charge, a message). A run without a recorded environment is no part of it. One finding a reference.',
  basis: 'Execute Action Audit Standard, field 6: staging and production mixed',
  severity: 'high',
  family: 'record keeping',
  overRuns() {
    const used = new KeyedEntries<{ readonly run: string; readonly environment: string; readonly at: string | null }>();
    return {
      add(row, { id, externalRef, executions, executedAt }) {
        if (externalRef !== null && executions > 0 && row.environment !== null) used.add(`${row.actionType ?? ''}\n${externalRef}`, { run: id, environment: row.environment, at: executedAt });
      },
      end: () =>
        used.repeated().flatMap(([key, runs]): readonly CaseFinding[] => {
          const environments = [...new Set(runs.map(({ environment }) => environment))].sort();
          const reference = key.slice(key.indexOf('\n') + 1);
          if (environments.length < 2) return [];
          return [{ key: reference, sentence: `${counted(runs.length, 'run')} in ${environments.map(quoted).join(' and ')} name ${quoted(reference)}.`, runs: runs.map(({ run }) => run), at: runs.map(({ at }) => at).filter((at) => at !== null).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0] ?? null, evidence: runs.flatMap(({ run }) => [`${run} context.environment`, `${run} execution.externalRef`]) }];
        }),
    };
  },
};
