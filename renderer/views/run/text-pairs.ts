import type { Lineage, Stage, StageValue } from '#shared/model/lineage.ts';
import { nameInWords, plainText } from './value-text.ts';
import { stageTitles } from './stage-card.ts';

/** What the model wrote and what went out. Either may be missing: then that is what is shown. */
export interface TextPair {
  readonly stage: Stage;
  readonly draft: NamedText | null;
  readonly sent: NamedText | null;
}

export interface NamedText {
  readonly key: string;
  readonly name: string;
  readonly where: string;
  readonly value: StageValue;
  readonly text: string;
}

export function textPairs(lineage: Pick<Lineage, 'stages'>): readonly TextPair[] {
  return lineage.stages
    .filter((stage) => stage.kind === 'output' && stage.present)
    .map((stage) => ({ stage, draft: namedText(stage, 'text') ?? (stage.values['finalText'] === undefined ? null : namedText(stage, 'value')), sent: namedText(stage, 'finalText') }))
    .filter(({ draft, sent }) => draft !== null || sent !== null);
}

const otherTexts = [
  ['trigger', 'text'],
  ['trigger', 'condition'],
  ['model', 'promptText'],
  ['output', 'reasoning'],
  ['output', 'plan'],
  ['decision', 'rationale'],
  ['decision', 'edits'],
  ['decision', 'overrideReason'],
  ['outcome', 'response'],
  ['outcome', 'error'],
  ['dispute', 'reason'],
  ['dispute', 'rationale'],
] as const;

/** Further texts a person wrote or a model gave as its reasons, in the order of the stages. */
export function furtherTexts(lineage: Pick<Lineage, 'stages'>): readonly NamedText[] {
  return lineage.stages.flatMap((stage) => otherTexts.filter(([kind]) => kind === stage.kind).flatMap(([, name]) => namedText(stage, name) ?? []));
}

function namedText(stage: Stage, name: string): NamedText | null {
  const value = stage.values[name];
  const text = plainText(value);
  if (value === undefined || text === null || typeof value.value !== 'string') return null;
  return { key: `${stage.id} ${name} 0`, name, where: `${stageTitles[stage.kind]}: ${nameInWords(name)}`, value, text };
}
