import { type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

export interface ChipProps {
  /** The quiet part before the value, e.g. `action:`. */
  readonly name?: string;
  readonly icon?: LucideIcon;
  readonly tone?: 'plain' | 'ok' | 'fail' | 'caution' | 'unknown';
  readonly onRemove?: (() => void) | undefined;
  readonly removeLabel?: string;
  readonly children: ReactNode;
}

export function Chip({ name, icon, tone = 'plain', onRemove, removeLabel = 'Remove', children }: ChipProps) {
  return (
    <span className={classNames(styles.chip, styles[tone])}>
      {icon !== undefined && <Icon of={icon} size="xs" className={styles.mark} />}
      {name !== undefined && <span className={styles.name}>{name}</span>}
      <span className={styles.value}>{children}</span>
      {onRemove !== undefined && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <Icon of={X} size="xs" />
        </button>
      )}
    </span>
  );
}
