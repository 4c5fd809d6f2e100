import type { SubjectRecord, SubjectRun } from '#shared/model/subject-record.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { showBlastOfRun } from '../../state/blast-place.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './record-view.module.css';

/** What was done about it, in the order of time. */
export function RecordRuns({ record: { runs } }: { readonly record: SubjectRecord }) {
  return (
    <section aria-label="Runs">
      <SectionHeader title="Runs" detail="in the order of time; those without a time last" />
      <PlainTable label="Runs" columns={columns} rows={runs} rowKey={({ run }) => run.id} />
    </section>
  );
}

const absent = (text: string | null) => (text === null ? <span className={styles.absent}>not recorded</span> : <VisibleText text={text} />);

const columns: readonly PlainColumn<SubjectRun>[] = [
  { id: 'at', title: 'Started', width: '208px', cell: ({ run }) => <Instant at={run.startedAt} show="both" absent="no time" /> },
  {
    id: 'run', title: 'Run', width: '160px',
    cell: ({ run }) => (
      <button type="button" className={styles.open} title="Open the lineage of this run" onClick={() => goTo({ view: 'runs', run: run.id })}>
        <VisibleText text={run.externalId} />
      </button>
    ),
  },
  { id: 'action', title: 'Action', cell: ({ run }) => absent(run.actionType) },
  { id: 'amount', title: 'Amount', width: '128px', align: 'end', cell: ({ run }) => (run.amount === null ? '' : <VisibleText text={`${run.amount} ${run.currency ?? ''}`} />) },
  { id: 'prompt', title: 'Model · prompt', cell: ({ run }) => absent([run.modelVersion, run.promptVersion].filter((one) => one !== null).join(' · ') || null) },
  { id: 'approval', title: 'Approval', width: '176px', cell: ({ run }) => <ApprovalMark approval={run.approvalClass} by={run.approvalClass === 'named rule' ? run.ruleId : run.approver} /> },
  { id: 'outcome', title: 'Outcome', width: '128px', cell: ({ run }) => <OutcomeMark outcome={run.outcome} /> },
  { id: 'writer', title: 'By', width: '112px', cell: ({ writer, writerWhy }) => <span title={writerWhy}>{writer}</span> },
  {
    id: 'blast', title: 'Reached', width: '104px',
    cell: ({ run, writer }) =>
      writer === 'AI' && (
        <Button small look="link" title="What else the versions of this run reached" onClick={() => showBlastOfRun(run.id)}>
          Blast radius
        </Button>
      ),
  },
];
