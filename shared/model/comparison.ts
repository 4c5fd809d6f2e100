import type { StageValue } from './lineage.ts';

/** What was proposed, what was allowed, what was sent, and what the target system says it did. No logic. */
export const comparedSides = ['proposed', 'approved', 'executed', 'confirmed'] as const;
export type ComparedSide = (typeof comparedSides)[number];

/** *added by connector*: sent, and never proposed: a default of what carries the action out, not a difference. */
export const fieldVerdicts = ['equal', 'different', 'missing on one side', 'added by connector', 'not comparable'] as const;
export type FieldVerdict = (typeof fieldVerdicts)[number];

export interface ComparedValue {
  /** Stage and value as the lineage names them. */
  readonly stage: string;
  readonly name: string;
  /** As recorded, or the member of it that was compared. */
  readonly text: string;
  readonly value: StageValue;
}

export interface ComparedPair {
  readonly from: ComparedSide;
  readonly to: ComparedSide;
  readonly verdict: FieldVerdict;
  /** What decided it where the values alone do not show it. */
  readonly why: string | null;
}

export interface ComparedField {
  /** `amount`, `recipient`, `text`, `field status`. */
  readonly field: string;
  /** How two values are held to be the same: as declared for the field, nothing else is evened out. */
  readonly compared: string;
  readonly sides: Readonly<Record<ComparedSide, ComparedValue | null>>;
  readonly pairs: readonly ComparedPair[];
  /** The most telling of the pairs. */
  readonly verdict: FieldVerdict;
}

export const actionStates = [
  'changed after approval', 'executed otherwise than proposed', 'confirmed otherwise than executed', 'edited by a person', 'partly executed', 'executed without output', 'proposed, not executed', 'executed more than once', 'possible repeat', 'outcome unknown', 'as proposed',
] as const;
export type ActionState = (typeof actionStates)[number];

/** One action of a run through its stages. Where several things hold, the most urgent stands first. */
export interface ComparedAction {
  /** Ids of the stages; null: none is recorded. */
  readonly output: string | null;
  readonly decision: string | null;
  readonly execution: string | null;
  readonly outcome: string | null;
  readonly states: readonly { readonly state: ActionState; readonly why: string }[];
  readonly fields: readonly ComparedField[];
}
