import { useCallback, useEffect, useMemo } from 'react';
import type { RunRow } from '#shared/model/run.ts';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { JobUnderWay } from '../../parts/job-under-way.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SevenFields } from '../../parts/seven-fields.tsx';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { Zone } from '../../state/app-state.ts';
import { showJob } from '../../state/import-state.ts';
import { askMoreRuns, askRuns, forgetRuns, useRunsList } from '../../state/runs-list.ts';
import { selectRun, useRunsTable } from '../../state/runs-table-state.ts';
import { goTo } from '../../state/view-state.ts';
import { isWithheld } from '../../state/withheld.ts';
import styles from './range-list.module.css';

export interface RangeListProps {
  readonly where: string;
  readonly revision: number;
  readonly zone: Zone;
  readonly total: number | undefined;
  readonly narrow: boolean;
  /** The run chosen in the list stays marked on the axis. */
  readonly onAnchor: (at: string | null) => void;
}

/** The runs of the chosen range in order of time, the same rows the run list shows. */
export function RangeList({ where, revision, zone, total, narrow, onAnchor }: RangeListProps) {
  const question = useMemo(() => ({ where, sort: { key: 'startedAt' as const, descending: false }, revision }), [where, revision]);
  const { rows, answered, loadingMore, problem } = useRunsList();
  const selected = useRunsTable((state) => state.selected);
  const stale = answered !== JSON.stringify(question);
  useEffect(() => void askRuns(question), [question]);
  const columns = useMemo(() => columnsOf(zone, narrow), [zone, narrow]);
  const group = useMemo(() => ({ of: (run: RunRow) => dayOf(run, zone), head: (day: string) => <span className="mono">{day}</span> }), [zone]);
  const onNearEnd = useCallback(() => void askMoreRuns(question), [question]);
  const withheld = problem !== null && isWithheld(problem);
  return (
    <div className={styles.list} aria-busy={stale}>
      {problem !== null && !withheld && !stale && (
        <ProblemNote problem={problem}>
          <Button small onClick={() => { forgetRuns(); void askRuns(question); }}>Try again</Button>
        </ProblemNote>
      )}
      <VirtualTable
        label="Runs in the range"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        total={total}
        selected={selected}
        onSelect={(run) => {
          selectRun(run.id);
          onAnchor(run.startedAt);
        }}
        onOpen={(run) => goTo({ view: 'runs', run: run.id })}
        group={group}
        onNearEnd={onNearEnd}
        empty={withheld ? <JobUnderWay onShow={showJob} /> : !stale && problem === null && <EmptyState title="No run matches in this range" next="Choose another range above, or loosen the search." />}
        foot={loadingMore && <p className={styles.foot}>Loading more…</p>}
      />
    </div>
  );
}

function columnsOf(zone: Zone, narrow: boolean): readonly Column<RunRow>[] {
  const wide: readonly Column<RunRow>[] = [
    { id: 'model', title: 'Model · version', width: 130, grow: 1.4, cell: ({ model, modelVersion }) => <Text text={model === null && modelVersion === null ? null : `${model ?? 'not recorded'} ${modelVersion ?? ''}`.trim()} /> },
    { id: 'prompt', title: 'Prompt', width: 110, grow: 1.2, cell: ({ promptTemplate, promptVersion }) => <Text text={promptTemplate === null && promptVersion === null ? null : `${promptTemplate ?? ''} ${promptVersion ?? ''}`.trim()} /> },
  ];
  return [
    { id: 'time', title: zone === 'utc' ? 'Time, UTC' : 'Time, local', width: zone === 'utc' ? 128 : 160, cell: ({ startedAt }) => <Instant at={startedAt} /> },
    { id: 'action', title: 'Action', width: 110, grow: 1, cell: ({ actionType }) => <Text text={actionType} /> },
    { id: 'subject', title: 'Subject', width: 110, grow: 1, cell: ({ subject, targetRecord }) => <Text text={subject ?? targetRecord} /> },
    ...(narrow ? [] : wide),
    { id: 'approval', title: 'Approval', width: 130, grow: 1.2, cell: ({ approvalClass, approver, ruleId }) => <ApprovalMark approval={approvalClass} by={approvalClass === 'named rule' ? ruleId : approver} /> },
    { id: 'outcome', title: 'Outcome', width: 116, grow: 0.4, cell: ({ outcome }) => <OutcomeMark outcome={outcome} /> },
    { id: 'fields', title: 'Seven fields', width: 112, cell: ({ fields }) => <SevenFields letters={fields} /> },
  ];
}

function Text({ text }: { readonly text: string | null }) {
  return text === null ? <span className={styles.absent}>not recorded</span> : <VisibleText text={text} />;
}

function dayOf({ startedAt }: RunRow, zone: Zone): string {
  const text = startedAt === null ? null : instantText(startedAt, zone);
  return text === null ? 'no usable time' : text.date;
}

function rowKey({ id }: RunRow): string {
  return id;
}
