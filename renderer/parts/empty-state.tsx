import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { Icon } from './icon.tsx';

/** Nothing to show: says so, says what to do next, and offers it. */
export function EmptyState({ icon, title, next, children }: { readonly icon?: LucideIcon; readonly title: string; readonly next?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <Icon of={icon} size="l" className={styles.icon} />}
      <p className={styles.title}>{title}</p>
      {next !== undefined && <p className={styles.next}>{next}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
