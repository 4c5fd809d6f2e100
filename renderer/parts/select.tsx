import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './select.module.css';
import { VisibleText } from './visible-text.tsx';

export interface SelectOption {
  readonly value: string;
  readonly title: string;
}

export interface SelectGroup {
  /** null: no head over its options. */
  readonly title: string | null;
  readonly options: readonly SelectOption[];
}

export interface SelectProps {
  readonly label: string;
  readonly groups: readonly SelectGroup[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly quiet?: boolean;
  readonly mono?: boolean;
  readonly className?: string | undefined;
}

/** One of many, by its name. A value that is none of the options is shown as it stands. */
export function Select({ label, groups, value, onChange, quiet = false, mono = false, className }: SelectProps) {
  const chosen = groups.flatMap(({ options }) => options).find((option) => option.value === value);
  return (
    <Base.Root value={value} onValueChange={(next: string | null) => onChange(next ?? '')}>
      <Base.Trigger aria-label={label} className={classNames(styles.trigger, quiet && styles.quiet, mono && 'mono', className)}>
        <span className={styles.value}>
          <VisibleText text={chosen?.title ?? value} />
        </span>
        <Icon of={ChevronsUpDown} size="xs" className={styles.arrows} />
      </Base.Trigger>
      <Base.Portal render={<section aria-label={label} />}>
        <Base.Positioner alignItemWithTrigger={false} sideOffset={4} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {groups.map(({ title, options }, index) => (
              <Base.Group key={title ?? index}>
                {title !== null && <Base.GroupLabel className={styles.groupTitle}>{title}</Base.GroupLabel>}
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={classNames(styles.item, mono && 'mono')}>
                    <Base.ItemIndicator className={styles.check}>
                      <Icon of={Check} size="xs" />
                    </Base.ItemIndicator>
                    <Base.ItemText className={styles.itemText}>
                      <VisibleText text={option.title} />
                    </Base.ItemText>
                  </Base.Item>
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
