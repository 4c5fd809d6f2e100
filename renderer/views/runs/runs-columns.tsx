import { CircleX } from 'lucide-react';
import type { RunSort, RunSortKey } from '#shared/ipc/contract.ts';
import type { RunRow } from '#shared/model/run.ts';
import { countedText } from '../../parts/count-text.ts';
import { Count } from '../../parts/count.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Instant } from '../../parts/instant.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { SevenFields } from '../../parts/seven-fields.tsx';
import type { Column } from '../../parts/virtual-table.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp, type Zone } from '../../state/app-state.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';
import { type AmountText, amountText } from './amount-text.ts';
import { FilterCell } from './filter-cell.tsx';
import { narrowMarkColumn, TagsCell } from './mark-cells.tsx';
import styles from './runs-columns.module.css';

export const columnTitles: Readonly<Record<RunColumnId, string>> = {
  time: 'Time',
  externalId: 'Run',
  actionType: 'Action',
  subject: 'Subject',
  amount: 'Amount',
  record: 'Record',
  model: 'Model · version',
  prompt: 'Prompt',
  approval: 'Approval',
  outcome: 'Outcome',
  fields: 'Seven fields',
  source: 'Source',
  agent: 'Agent',
  environment: 'Environment',
  system: 'System',
  records: 'Records',
  tags: 'Tags',
};

interface Shape {
  readonly width: number;
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  readonly sort?: RunSortKey;
}

const shapes: Readonly<Record<RunColumnId, Shape>> = {
  time: { width: 122, sort: 'startedAt' },
  externalId: { width: 124, grow: 1, sort: 'externalId' },
  actionType: { width: 92, grow: 0.7, sort: 'actionType' },
  subject: { width: 84, grow: 0.7 },
  amount: { width: 96, align: 'end', sort: 'amount' },
  record: { width: 118, grow: 1.2 },
  model: { width: 120, grow: 2, sort: 'model' },
  prompt: { width: 94, grow: 0.6 },
  approval: { width: 128, grow: 1.4, sort: 'approvalClass' },
  outcome: { width: 118, grow: 0.2, sort: 'outcome' },
  fields: { width: 116, sort: 'completeness' },
  source: { width: 72, grow: 1 },
  agent: { width: 96, grow: 0.8, sort: 'agent' },
  environment: { width: 88, grow: 0.5 },
  system: { width: 88, grow: 0.5 },
  records: { width: 68, align: 'end' },
  tags: { width: 96, grow: 0.8 },
};

interface Context {
  readonly sort: RunSort;
  readonly onSort: (key: RunSortKey) => void;
  /** The column the keyboard stands on, in the selected row. */
  readonly cursor: RunColumnId;
  readonly selected: string | null;
  /** Whether rows are grouped by day: then a row prints the time alone. */
  readonly grouped: boolean;
  readonly zone: Zone;
  /** Characters kept for what stands behind the decimal point of an amount. */
  readonly fraction: number;
}

export function runTableColumns(shown: readonly RunColumnId[], context: Context): readonly Column<RunRow>[] {
  return shown.map((id) => {
    const { width, grow, align, sort } = shapes[id];
    const direction = sort === context.sort.key ? (context.sort.descending ? 'descending' : 'ascending') : null;
    return {
      id,
      title: columnTitles[id],
      width: id === 'time' ? timeWidth(context) : width,
      ...(grow === undefined ? {} : { grow }),
      ...(align === undefined ? {} : { align }),
      ...(sort === undefined ? {} : { sort: { direction, onSort: () => context.onSort(sort) } }),
      cell: (run) => (
        <FilterCell column={id} run={run} atCursor={context.cursor === id && context.selected === run.id} align={align ?? 'start'}>
          {cellOf(id, run, context)}
        </FilterCell>
      ),
    };
  });
}

/** Room for `+02:00` behind a local time, and for the day where no head names it. */
function timeWidth({ grouped, zone }: Pick<Context, 'grouped' | 'zone'>): number {
  return 122 + (zone === 'local' ? 38 : 0) + (grouped ? 0 : 84);
}

/** Beside an open run: what tells one run from the next, and how well each is evidenced. The seven fields are never what is cut. */
export function narrowColumns(width: number, fraction: number): readonly Column<RunRow>[] {
  const amount: Column<RunRow> = { id: 'amount', title: 'Amount', width: 92, align: 'end', cell: (run) => <Amount run={run} fraction={fraction} short /> };
  return [
    narrowMarkColumn,
    { id: 'time', title: 'Time', width: 74, cell: (run) => <Clock at={run.startedAt} /> },
    { id: 'subject', title: 'Subject', width: 44, grow: 1, cell: (run) => <Subject text={run.subject ?? run.targetRecord} short /> },
    ...(width < 320 ? [] : [amount]),
    { id: 'fields', title: 'Seven fields', width: 94, cell: (run) => <SevenFields letters={run.fields} /> },
  ];
}

function cellOf(column: RunColumnId, run: RunRow, { grouped, fraction }: Context) {
  switch (column) {
    case 'time':
      return <Instant at={run.startedAt} show={grouped ? 'time' : 'both'} className={styles.time} />;
    case 'externalId':
      return <Recorded text={run.externalId} quiet />;
    case 'actionType':
      return run.actionType === null ? <NotRecorded /> : <VisibleText text={run.actionType} />;
    case 'subject':
      return <Subject text={run.subject} />;
    case 'amount':
      return <Amount run={run} fraction={fraction} />;
    case 'record':
      return <Recorded text={run.targetRecord} quiet />;
    case 'model':
      return <Pair first={run.model} second={run.modelVersion} />;
    case 'prompt':
      return <Pair first={null} second={run.promptVersion ?? run.promptTemplate} />;
    case 'approval':
      return <ApprovalMark approval={run.approvalClass} by={run.approvalClass === 'named rule' ? run.ruleId : run.approver} />;
    case 'outcome':
      return <OutcomeMark outcome={run.outcome} />;
    case 'fields':
      return (
        <span className={styles.fields}>
          <SevenFields letters={run.fields} />
          {run.failedRecords > 0 && <FailedRecords run={run} />}
        </span>
      );
    case 'source':
      return (
        <span className={styles.quiet}>
          <VisibleText text={run.source} />
          {run.sources > 1 && ` +${run.sources - 1}`}
        </span>
      );
    case 'agent':
      return <Recorded text={run.agent} quiet />;
    case 'environment':
      return <Recorded text={run.environment} quiet />;
    case 'system':
      return <Recorded text={run.system} quiet />;
    case 'records':
      return <Count of={run.records} className="mono" />;
    case 'tags':
      return <TagsCell run={run.id} />;
  }
}

/** To the second: date and offset stand in the head of the day's group, the rest in the tooltip. */
function Clock({ at }: { readonly at: string | null }) {
  const zone = useApp((state) => state.zone);
  const text = at === null ? null : instantText(at, zone);
  if (text === null) return <span className={styles.absent}>no time</span>;
  return (
    <time className="mono" dateTime={text.full} title={text.full}>
      {text.time.slice(0, 8)}
    </time>
  );
}

function NotRecorded() {
  return <span className={styles.absent}>not recorded</span>;
}

function Recorded({ text, quiet = false }: { readonly text: string | null; readonly quiet?: boolean }) {
  if (text === null) return <NotRecorded />;
  return (
    <span className={quiet ? styles.monoQuiet : 'mono'} title={text}>
      <VisibleText text={text} />
    </span>
  );
}

/** `customer:44821` with what tells runs apart first. */
function Subject({ text, short = false }: { readonly text: string | null; readonly short?: boolean }) {
  if (text === null && short) return <span className={styles.absent} title="not recorded">–</span>;
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 0) return <Recorded text={text} />;
  return (
    <span title={text}>
      <VisibleText text={text.slice(colon + 1)} className="mono" /> {!short && <VisibleText text={text.slice(0, colon)} className={styles.kind} />}
    </span>
  );
}

interface AmountProps {
  readonly run: RunRow;
  readonly fraction: number;
  /** Beside an open run there is no room to say that nothing is recorded of it at length. */
  readonly short?: boolean;
}

function Amount({ run: { amount, currency, contradictions }, fraction, short = false }: AmountProps) {
  if (amount === null) return short ? <span className={styles.absent} title="No amount recorded">–</span> : <NotRecorded />;
  const { whole, fraction: decimals }: AmountText = amountText(amount, currency);
  const recorded = `Recorded: ${visibleString(amount)}${currency === null ? '' : ` ${visibleString(currency)}`}`;
  return (
    <span className={styles.amount} title={contradictions > 0 ? `${recorded}. Records of this run disagree on a value` : recorded}>
      <VisibleText text={whole} />
      <span className={styles.decimals} style={{ minWidth: `${fraction}ch` }}>
        {decimals}
      </span>
      <span className={styles.currency}>{currency === null ? '' : <VisibleText text={currency} />}</span>
    </span>
  );
}

function Pair({ first, second }: { readonly first: string | null; readonly second: string | null }) {
  if (first === null && second === null) return <NotRecorded />;
  return (
    <span className={styles.pair} title={[first, second].filter((part) => part !== null).join(' · ')}>
      {first !== null && <VisibleText text={first} className={styles.first} />}
      {first !== null && second !== null && <span className={styles.dot}>·</span>}
      {second !== null && <VisibleText text={second} className={styles.second} />}
    </span>
  );
}

/** Small, beside how well the run is evidenced: the evidence itself failed a check. */
function FailedRecords({ run: { failedRecords } }: { readonly run: RunRow }) {
  const words = `A check failed at ${countedText(failedRecords, 'record')} of this run`;
  return (
    <span title={words} className={styles.failed}>
      <Icon of={CircleX} size="s" />
      <span className="hidden-text">{words}</span>
    </span>
  );
}
