import { Circle, CircleDot, Diamond, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { FindingSeverity } from '#shared/model/finding.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './marks.module.css';

const looks = {
  high: { icon: TriangleAlert, tone: styles.fail },
  medium: { icon: Diamond, tone: styles.caution },
  low: { icon: CircleDot, tone: styles.plain },
  note: { icon: Circle, tone: styles.quiet },
} as const satisfies Readonly<Record<FindingSeverity, { readonly icon: LucideIcon; readonly tone: string | undefined }>>;

/** What a finding asks of the reader: a shape and, where there is room, its word. Never how bad somebody was. */
export function SeverityMark({ severity, wordHidden = false }: { readonly severity: FindingSeverity; readonly wordHidden?: boolean }) {
  const { icon, tone } = looks[severity];
  return (
    <span className={classNames(styles.mark, tone)} title={`severity: ${severity}`}>
      <Icon of={icon} size="s" className={styles.icon} />
      <span className={wordHidden ? 'hidden-text' : styles.word}>{severity}</span>
    </span>
  );
}
