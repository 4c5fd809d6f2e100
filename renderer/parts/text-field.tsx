import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './text-field.module.css';

export interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What to write, or what is wrong with what is written. */
  readonly hint?: ReactNode;
  readonly wrong?: boolean;
  readonly mono?: boolean;
}

export function TextField({ label, value, onChange, hint, wrong = false, mono = false, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className={classNames(styles.input, mono && 'mono', wrong && styles.wrongInput)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className={classNames(styles.hint, wrong && styles.wrong)}>
          {hint}
        </p>
      )}
    </div>
  );
}
