import { useCallback, useMemo, useState } from 'react';
import type { RunRow } from '#shared/model/run.ts';
import { call } from '../bridge.ts';
import { usePages } from '../state/use-pages.ts';
import { goTo } from '../state/view-state.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { Instant } from './instant.tsx';
import { ApprovalMark, OutcomeMark } from './marks.tsx';
import { ProblemNote } from './problem-note.tsx';
import styles from './run-list.module.css';
import { type Column, VirtualTable } from './virtual-table.tsx';
import { VisibleText } from './visible-text.tsx';

export interface RunListProps {
  readonly label: string;
  readonly where: string;
  readonly revision: number;
  readonly total: number | undefined;
}

/** The runs of a search beside what they are listed for; the first by time on top. Opening one leaves the search as it is. */
export function RunList({ label, where, revision, total }: RunListProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const fetchPage = useCallback((after: string | null) => call('runs.page', { where, sort: { key: 'startedAt', descending: false }, after, limit: 100 }), [where]);
  const { rows, stale, more, problem, loadMore, reload } = usePages<RunRow>(`${revision} ${where}`, fetchPage);
  const columns = useMemo(() => runColumns, []);
  return (
    <div className={styles.list} aria-busy={stale}>
      {problem !== null && (
        <ProblemNote problem={problem}>
          <Button small onClick={reload}>Try again</Button>
        </ProblemNote>
      )}
      <VirtualTable
        label={label}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        total={total}
        selected={selected}
        onSelect={(run) => setSelected(run.id)}
        onOpen={(run) => goTo({ view: 'runs', run: run.id, where })}
        openOnClick
        onNearEnd={more ? loadMore : undefined}
        empty={!stale && problem === null && <EmptyState title="No run matches" next="Loosen the search." />}
      />
    </div>
  );
}

const runColumns: readonly Column<RunRow>[] = [
  { id: 'time', title: 'Time', width: 142, cell: ({ startedAt }) => <Instant at={startedAt} show="minute" /> },
  { id: 'action', title: 'Action', width: 76, grow: 1, cell: ({ actionType }) => <Recorded text={actionType} /> },
  { id: 'subject', title: 'Subject', width: 84, grow: 1.2, cell: ({ subject, targetRecord }) => <Recorded text={subject ?? targetRecord} /> },
  { id: 'approval', title: 'Approval', width: 84, grow: 1, cell: ({ approvalClass, approver, ruleId }) => <ApprovalMark approval={approvalClass} by={approvalClass === 'named rule' ? ruleId : approver} /> },
  { id: 'outcome', title: 'Outcome', width: 124, cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
];

function Recorded({ text }: { readonly text: string | null }) {
  return text === null ? <span className={styles.absent}>not recorded</span> : <VisibleText text={text} />;
}

function rowKey({ id }: RunRow): string {
  return id;
}
