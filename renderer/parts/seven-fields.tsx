import { fieldStateLetters, fieldStates, sevenFields, sevenFieldTitles, type FieldState } from '#shared/model/run.ts';
import { classNames } from './class-names.ts';
import styles from './seven-fields.module.css';

const looks: Readonly<Record<FieldState, string | undefined>> = {
  recorded: styles.recorded,
  part: styles.part,
  inferred: styles.inferred,
  'hash only': styles.hashOnly,
  absent: styles.absent,
};

export function fieldStateOf(letter: string): FieldState {
  return fieldStates.find((state) => fieldStateLetters[state] === letter) ?? 'absent';
}

/** In words, for screen readers and on hover: `Trigger recorded, Approval absent, …`. */
export function sevenFieldsText(letters: string): string {
  return sevenFields.map((field, index) => `${sevenFieldTitles[field]} ${fieldStateOf(letters.charAt(index))}`).join(', ');
}

/** Seven blocks, one a field, from the seven letters of a run's row. */
export function SevenFields({ letters }: { readonly letters: string }) {
  const text = sevenFieldsText(letters);
  return (
    <span className={styles.blocks} role="img" aria-label={text} title={text}>
      {sevenFields.map((field, index) => (
        <i key={field} className={classNames(styles.block, looks[fieldStateOf(letters.charAt(index))])} />
      ))}
    </span>
  );
}
