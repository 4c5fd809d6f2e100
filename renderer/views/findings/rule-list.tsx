import type { CountedRule } from '#shared/ipc/answers.ts';
import { Count } from '../../parts/count.tsx';
import { SeverityMark } from '../../parts/severity-mark.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import styles from './findings-view.module.css';
import { allOf } from './rule-rows.ts';

/** Every rule, also those that found nothing and those that could not be checked: what was looked for is part of the answer. */
export function RuleList({ rules, shown, onChoose }: { readonly rules: readonly CountedRule[]; readonly shown: string | null; readonly onChoose: (rule: string) => void }) {
  return <VirtualTable label="Finding rules" className={styles.list} columns={columns} rows={rules} rowKey={({ id }) => id} total={rules.length} rowHeight={40} selected={shown} onSelect={({ id }) => onChoose(id)} group={group} />;
}

const group = { of: ({ family }: CountedRule) => family, head: (family: string) => <span className={styles.family}>{family}</span> };

const columns: readonly Column<CountedRule>[] = [
  {
    id: 'rule',
    title: 'Rule',
    width: 180,
    grow: 1,
    cell: ({ title, severity, notChecked }) => (
      <span className={styles.rule}>
        <span className={styles.severity}>
          <SeverityMark severity={severity} wordHidden />
        </span>
        <span className={styles.ruleText}>
          <span className={notChecked === null ? styles.ruleTitle : styles.cut} title={title}>
            {title}
          </span>
          {notChecked !== null && (
            <span className={styles.notChecked} title={`not checked: ${notChecked}`}>
              not checked: {notChecked}
            </span>
          )}
        </span>
      </span>
    ),
  },
  {
    id: 'open',
    title: 'open / all',
    width: 104,
    align: 'end',
    cell: (rule) => {
      const all = allOf(rule);
      if (all === null || rule.counts === null) return <span className={styles.quiet}>–</span>;
      return (
        <span className={all === 0 ? styles.quiet : styles.counts}>
          <Count of={rule.counts.open} /> / <Count of={all} />
        </span>
      );
    },
  },
];
