import type { CohortShape } from './cohort-shape.ts';
import type { Condition } from './cohort-figures.ts';

const unknownOutcome = '(outcome:not-recorded OR outcome:pending)';

export const everyRun: Condition = { holds: '', open: '', is: () => 'holds' };

/** Silence about an execution decides nothing: the record may lack it. */
export const executed: Condition = {
  holds: 'execution:yes',
  open: 'execution:not-recorded',
  is: (shape) => (shape.executed === 'yes' ? 'holds' : shape.executed === 'no' ? 'out' : 'open'),
};

export const succeeded: Condition = {
  holds: 'execution:yes outcome:succeeded',
  open: `(execution:yes ${unknownOutcome} OR execution:not-recorded (outcome:succeeded OR ${unknownOutcome}))`,
  is: (shape) => (shape.executed === 'no' || !(shape.outcome === 'succeeded' || outcomeUnknown(shape)) ? 'out' : shape.executed === 'yes' && shape.outcome === 'succeeded' ? 'holds' : 'open'),
};

export const executedOutcomeUnknown: Condition = {
  holds: `execution:yes ${unknownOutcome}`,
  open: '',
  is: (shape) => (shape.executed === 'yes' && outcomeUnknown(shape) ? 'holds' : 'out'),
};

export const executedFailed: Condition = {
  holds: 'execution:yes (outcome:failed OR outcome:rejected OR outcome:not-executed)',
  open: '',
  is: (shape) => (shape.executed === 'yes' && shape.outcome !== 'succeeded' && !outcomeUnknown(shape) ? 'holds' : 'out'),
};

export const nobodyRecorded: Condition = { holds: 'approval:not-recorded', open: '', is: ({ approval }) => (approval === 'not recorded' ? 'holds' : 'out') };
export const explicitlyNone: Condition = { holds: 'approval:explicitly-none', open: '', is: ({ approval }) => (approval === 'explicitly none' ? 'holds' : 'out') };

/** Executed, with an outcome that succeeded or is not known: what may still have to be made good. */
const inEffect = `execution:yes (outcome:succeeded OR ${unknownOutcome})`;
const isInEffect = (shape: CohortShape): boolean => shape.executed === 'yes' && (shape.outcome === 'succeeded' || outcomeUnknown(shape));

export function recoveryIs(state: NonNullable<CohortShape['recovery']>): Condition {
  return { holds: `${inEffect} recovery:${state.replaceAll(' ', '-')}`, open: '', is: (shape) => (isInEffect(shape) && shape.recovery === state ? 'holds' : 'out') };
}

/** Paid without a person or a rule by the record. */
export const paidUnapproved: Condition = {
  holds: `${succeeded.holds} (approval:not-recorded OR approval:explicitly-none)`,
  open: `${succeeded.open} (approval:not-recorded OR approval:explicitly-none)`,
  is: (shape) => (shape.approval === 'not recorded' || shape.approval === 'explicitly none' ? succeeded.is(shape) : 'out'),
};

function outcomeUnknown({ outcome }: CohortShape): boolean {
  return outcome === 'not recorded' || outcome === 'pending';
}
