import { Columns2 } from 'lucide-react';
import type { ContextList, RunContext } from '#shared/model/run-context.ts';
import type { RunRow } from '#shared/model/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { showPair } from '../../state/pair-place.ts';
import { contextWindows, showContextWindow, useRunPage } from '../../state/run-page-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import { timeFrom } from './context-words.ts';
import styles from './context-tab.module.css';

const lists: readonly (readonly [ContextList, string])[] = [['time', 'Near in time'], ['record', 'Same record'], ['subject', 'Same subject'], ['job', 'Same job'], ['versions', 'Same model and prompt version']];

/** What else happened: near in time, to the same, by the same. Each list says how many there are and how many it shows. */
export function ContextTab({ run, onChoose = compareWith(run) }: { readonly run: RunRow; readonly onChoose?: (other: RunRow) => void }) {
  return (
    <>
      {lists.map(([list, title]) => (
        <List key={list} run={run} list={list} title={title} onChoose={onChoose} />
      ))}
    </>
  );
}

function compareWith(run: RunRow): (other: RunRow) => void {
  return (other) => showPair(run.id, other.id);
}

interface ListProps {
  readonly run: RunRow;
  readonly list: ContextList;
  readonly title: string;
  readonly onChoose: (other: RunRow) => void;
}

function List({ run, list, title, onChoose }: ListProps) {
  const minutes = useRunPage((state) => state.contextMinutes);
  const revision = useCase((state) => state.revision);
  const { value, problem, pending, withheld } = useAnswer('run.context', { run: run.id, list, minutes: list === 'time' ? minutes : 1 }, revision);
  const current = pending ? null : value;
  const { where = null } = current ?? {};
  return (
    <section aria-label={title} aria-busy={pending}>
      <SectionHeader title={title} detail={withheld ? 'looked up when the import ends' : current === null ? '…' : <Detail context={current} />}>
        {list === 'time' && <Segments label="Minutes before and after" options={contextWindows.map((of) => ({ id: `${of}`, title: `±${of} min` }))} value={`${minutes}`} onChange={(chosen) => showContextWindow(Number(chosen))} />}
        {where !== null && current !== null && current.others > 0 && (
          <Button small look="link" onClick={() => goTo({ view: 'runs', run: null, where })}>
            Show all in Runs
          </Button>
        )}
      </SectionHeader>
      {problem !== null && <ProblemNote problem={problem} />}
      {current !== null && current.rows.length > 0 && <Rows title={title} run={run} rows={current.rows} onChoose={onChoose} />}
    </section>
  );
}

function Detail({ context: { common, why, others, rows } }: { readonly context: RunContext }) {
  if (common === null) return <>{why}</>;
  return (
    <>
      <VisibleText text={common} /> · {others === 0 ? 'no other run in this evidence' : rows.length < others ? `${countText(rows.length)} nearest of ${countText(others)} others` : `${countText(others)} ${others === 1 ? 'other' : 'others'}`}
    </>
  );
}

function Rows({ title, run, rows, onChoose }: Omit<ListProps, 'list'> & { readonly rows: readonly RunRow[] }) {
  return (
    <PlainTable
      label={title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { id: 'from', title: 'From this run', width: '128px', align: 'end', cell: (row: RunRow) => <span className="mono">{timeFrom(run.startedAt, row.startedAt)}</span> },
        { id: 'time', title: 'Time', width: '196px', cell: (row) => <Instant at={row.startedAt} show="both" absent="no time recorded" /> },
        {
          id: 'run',
          title: 'Run',
          cell: (row) => (
            <button type="button" className={styles.run} onClick={() => goTo({ view: 'runs', run: row.id })}>
              <VisibleText text={row.externalId} />
            </button>
          ),
        },
        { id: 'action', title: 'Action', cell: (row) => (row.actionType === null ? <span className={styles.absent}>not recorded</span> : <VisibleText text={row.actionType} />) },
        { id: 'subject', title: 'Subject', cell: (row) => (row.subject === null ? <span className={styles.absent}>not recorded</span> : <VisibleText text={row.subject} />) },
        { id: 'amount', title: 'Amount', align: 'end', cell: (row) => (row.amount === null ? <span className={styles.absent}>not recorded</span> : <span className="mono"><VisibleText text={`${row.amount} ${row.currency ?? ''}`} /></span>) },
        { id: 'approval', title: 'Approval', cell: (row) => <ApprovalMark approval={row.approvalClass} by={row.approvalClass === 'named rule' ? row.ruleId : row.approver} /> },
        { id: 'outcome', title: 'Outcome', cell: (row) => <OutcomeMark outcome={row.outcome} /> },
        { id: 'compare', title: 'Compare', width: '76px', align: 'end', cell: (row) => <IconButton icon={Columns2} label={`Compare with ${visibleString(row.externalId)}`} small onClick={() => onChoose(row)} /> },
      ]}
    />
  );
}
