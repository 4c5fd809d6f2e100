import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

/** `share` from 0 to 1; null when it cannot be known. */
export function ProgressBar({ label, share, wide = false }: { readonly label: string; readonly share: number | null; readonly wide?: boolean }) {
  const percent = share === null ? undefined : Math.floor(share * 100);
  return (
    <span role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} className={classNames(styles.bar, wide && styles.wide, share === null && styles.unknown)}>
      <span className={styles.done} style={{ width: `${(share ?? 0) * 100}%` }} />
    </span>
  );
}
