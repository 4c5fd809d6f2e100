import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import styles from './segments.module.css';

export interface SegmentsProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly title: string }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** Exactly one of a few, side by side: Graph | List. */
export function Segments<Id extends string>({ label, options, value, onChange }: SegmentsProps<Id>) {
  const choose = (pressed: readonly string[]) => {
    const chosen = options.find(({ id }) => pressed.includes(id));
    if (chosen !== undefined) onChange(chosen.id);
  };
  return (
    <ToggleGroup aria-label={label} value={[value]} onValueChange={choose} className={styles.segments}>
      {options.map(({ id, title }) => (
        <Toggle key={id} value={id} className={styles.segment}>
          {title}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
