import type { FindingRule } from './finding-rule.ts';
import { differencesOf, differenceWords, isApprovedBefore, isEdited } from './proposed-and-executed.ts';

export const changedAfterApproval: FindingRule = {
  id: 'changed-after-approval',
  title: 'Executed otherwise than approved',
  definition:
    'A person or a named rule allowed the run, no edit by a person is recorded (no edits, no verdict "modified", no override), and the one output and the one execution of the run record another amount, currency, recipient, record or planned field value. Amounts are compared as exact decimals. A value that one side does not record is no difference, nor is one on which the sources disagree while one of them has it as proposed. Runs with several outputs or executions are not compared.',
  basis: 'Executed versus proposed: changed after approval',
  severity: 'high',
  family: 'execution',
  ofRun: () => (surveyed) => {
    const differences = differencesOf(surveyed);
    if (differences.length === 0 || isEdited(surveyed) || !isApprovedBefore(surveyed)) return null;
    return { sentence: `Approved, and executed otherwise: ${differenceWords(differences)}.`, evidence: differences.flatMap(({ evidence }) => evidence) };
  },
};
