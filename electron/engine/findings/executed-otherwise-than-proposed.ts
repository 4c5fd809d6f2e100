import type { FindingRule } from './finding-rule.ts';
import { differencesOf, differenceWords, isApprovedBefore, isEdited } from './proposed-and-executed.ts';

export const executedOtherwiseThanProposed: FindingRule = {
  id: 'executed-otherwise-than-proposed',
  title: 'Executed otherwise than proposed',
  definition: 'As `changed-after-approval`, where no approval before the execution is recorded, or the records state that nobody looked: what was proposed and what was executed differ, and no edit by a person is recorded.',
  basis: 'Executed versus proposed',
  severity: 'medium',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const differences = differencesOf(surveyed);
    if (differences.length === 0 || isEdited(surveyed) || isApprovedBefore(surveyed)) return null;
    return { sentence: `Executed otherwise than proposed: ${differenceWords(differences)}.`, evidence: differences.flatMap(({ evidence }) => evidence) };
  },
};
