import { Ban, Check, CircleDashed, CircleHelp, Clock, type LucideIcon, Minus, Stamp, UserRound, X } from 'lucide-react';
import type { StageKind } from '#shared/model/lineage.ts';
import { variantLetters, type VariantLetter } from '#shared/model/run-facts.ts';
import type { VariantMark } from '#shared/model/variant.ts';
import { classNames } from './class-names.ts';
import { countText } from './count-text.ts';
import { Icon } from './icon.tsx';
import { StageIcon } from './marks.tsx';
import styles from './variant-marks.module.css';

/** What a decision or an outcome said is the mark; other stages have the icon of their kind. */
const letterIcons: Readonly<Partial<Record<VariantLetter, LucideIcon>>> = { h: UserRound, r: Stamp, n: Minus, j: Ban, d: CircleHelp, s: Check, f: X, p: Clock, u: CircleHelp };

const placeNames: Readonly<Record<StageKind, string>> = {
  trigger: 'trigger', model: 'model', output: 'output', decision: 'approval', execution: 'execution', outcome: 'outcome', recovery: 'recovery', dispute: 'dispute', consent: 'consent', 'source-data': 'source data', access: 'access',
};

/** The stages of a sequence in order; a stage that no record speaks of keeps its place, empty and dashed. */
export function VariantMarks({ marks, undrawn }: { readonly marks: readonly VariantMark[]; readonly undrawn: number }) {
  return (
    <span role="img" aria-label={variantWords(marks, undrawn)} className={styles.marks}>
      {marks.map((mark, index) => (
        <span key={index} title={markWords(mark)} className={classNames(styles.mark, mark.letter === null && styles.absent, mark.letter === 'f' && styles.failed, mark.letter === 'j' && styles.failed)}>
          <MarkIcon mark={mark} />
          {mark.times > 1 && <span className={styles.times}>{countText(mark.times)}</span>}
        </span>
      ))}
      {undrawn > 0 && <span className={styles.more}>+{countText(undrawn)}</span>}
    </span>
  );
}

function MarkIcon({ mark: { kind, letter } }: { readonly mark: VariantMark }) {
  if (letter === null) return <Icon of={CircleDashed} size="xs" className={styles.empty} />;
  const own = letterIcons[letter];
  return own === undefined ? <StageIcon kind={kind} size="s" /> : <Icon of={own} size="s" className={styles[kind]} />;
}

export function variantWords(marks: readonly VariantMark[], undrawn: number): string {
  return [...marks.map(markWords), ...(undrawn > 0 ? [`${countText(undrawn)} more stages`] : [])].join(', ');
}

function markWords({ kind, letter, times }: VariantMark): string {
  if (letter === null) return `${placeNames[kind]} not recorded`;
  return times > 1 ? `${variantLetters[letter]} ${countText(times)} times` : variantLetters[letter];
}
