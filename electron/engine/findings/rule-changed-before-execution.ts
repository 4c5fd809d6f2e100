import { compareInstants } from '#shared/time.ts';
import { instantIn } from './recorded.ts';
import type { FindingRule } from './finding-rule.ts';
import { withoutRegister } from './replay-finding.ts';
import { isInForce, registeredVersions } from './registered-versions.ts';
import { ruleReplay } from './rule-replay.ts';
import { at } from './wording.ts';

export const ruleChangedBeforeExecution: FindingRule = {
  id: 'rule-changed-before-execution',
  title: 'The rule changed between decision and execution',
  definition: 'The run was allowed by a named rule, the decision and a later execution state their instants, and the versions of the rule that the register has in force at the two are not the same.',
  basis: 'Threshold-rule replay: rule changed between decision and execution',
  severity: 'medium',
  family: 'threshold rules',
  needs: withoutRegister,
  ofRun(context) {
    const replay = ruleReplay(context);
    const registered = registeredVersions(context);
    return (surveyed) => {
      const cited = replay(surveyed);
      const executed = surveyed.row.executedAt;
      const decided = cited === null ? null : (instantIn(cited.decision, 'at')?.at ?? null);
      if (cited === null || executed === null || decided === null || compareInstants(executed, decided) <= 0) return null;
      const versionsAt = (instant: string): string => [...new Set(registered.of('rule', cited.ruleId).filter((entry) => isInForce(entry, instant)).map(({ version }) => version))].join(', ');
      const [then, later] = [versionsAt(decided), versionsAt(executed)];
      if (then === later) return null;
      const said = (versions: string): string => (versions === '' ? 'none' : `version ${versions}`);
      return { sentence: `Of rule ${cited.ruleId} the register has ${said(then)} in force at the decision, ${at(decided)}, and ${said(later)} at the execution, ${at(executed)}.`, evidence: [`${cited.decision.id}.ruleId`, `${cited.decision.id}.at`, 'execution.at'] };
    };
  },
};
