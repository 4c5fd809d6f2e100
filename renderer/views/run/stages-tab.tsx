import { Fragment } from 'react';
import type { ExportTable } from '#shared/export/export-table.ts';
import { type ComparedAction, type ComparedField, type ComparedSide, comparedSides, type FieldVerdict } from '#shared/model/comparison.ts';
import type { Lineage } from '#shared/model/lineage.ts';
import { Chip, type ChipProps } from '../../parts/chip.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { type Selection, selectionOf } from './byte-span.ts';
import styles from './stages-tab.module.css';
import { clipped } from './value-text.ts';

type OnSelect = (key: string, selection: Selection) => void;

const sideTitles: Readonly<Record<ComparedSide, string>> = { proposed: 'Proposed', approved: 'Approved', executed: 'Executed', confirmed: 'Confirmed' };
const signs: Readonly<Record<FieldVerdict, string>> = { equal: '=', different: '≠', 'missing on one side': '∅', 'added by connector': '+', 'not comparable': '?' };
const tones: Readonly<Record<FieldVerdict, ChipProps['tone']>> = { equal: 'plain', different: 'fail', 'missing on one side': 'caution', 'added by connector': 'plain', 'not comparable': 'unknown' };

/** What has to be looked at first. */
const order: readonly FieldVerdict[] = ['different', 'not comparable', 'missing on one side', 'equal', 'added by connector'];

/** What was proposed beside what was approved, executed and confirmed. Each value opens its bytes. */
export function StagesTab({ lineage, onSelect }: { readonly lineage: Lineage; readonly onSelect: OnSelect }) {
  const actions = lineage.comparison ?? [];
  if (actions.length === 0) return <EmptyState title="Neither a proposal nor an execution is recorded for this run" next="What was proposed and what was done cannot be set beside each other." />;
  return (
    <>
      {actions.map((action, index) => (
        <Action key={index} action={action} onSelect={onSelect} numbered={actions.length > 1} />
      ))}
    </>
  );
}

function Action({ action, numbered, onSelect }: { readonly action: ComparedAction; readonly numbered: boolean; readonly onSelect: OnSelect }) {
  const title = numbered ? `Proposed to confirmed: ${action.execution ?? action.output ?? 'action'}` : 'Proposed, approved, executed, confirmed';
  return (
    <Fragment>
      <SectionHeader title={title} detail={[action.output, action.decision, action.execution, action.outcome].filter((id) => id !== null).join(' → ')}>
        <CopyMenu label="Copy this comparison as" title="Copy" parts={() => [['', { table: tableOf(action) }]]} />
      </SectionHeader>
      <ul className={styles.states} aria-label="What the comparison comes to">
        {action.states.map(({ state, why }) => (
          <li key={state}>
            <Chip tone={state === 'as proposed' ? 'ok' : state === 'edited by a person' ? 'plain' : 'caution'}>{state}</Chip> <VisibleText text={why} />
          </li>
        ))}
      </ul>
      {action.fields.length > 0 && (
        <PlainTable
          label={title}
          rows={action.fields.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))}
          rowKey={({ field }) => field}
          columns={[
            { id: 'field', title: 'Field', width: '15%', cell: ({ field, compared }: ComparedField) => <span className="mono" title={`Compared ${compared}`}><VisibleText text={field} /></span> },
            ...comparedSides.map((side) => ({ id: side, title: sideTitles[side], width: '14.5%', cell: (field: ComparedField) => <Side field={field} side={side} onSelect={onSelect} /> })),
            { id: 'verdict', title: 'Verdict', cell: (field: ComparedField) => <Verdicts field={field} /> },
          ]}
        />
      )}
    </Fragment>
  );
}

function Side({ field: { sides }, side, onSelect }: { readonly field: ComparedField; readonly side: ComparedSide; readonly onSelect: OnSelect }) {
  const told = sides[side];
  if (told === null) return <span className={styles.absent}>not recorded</span>;
  return (
    <button type="button" className={styles.value} title={told.text.length > 60 ? undefined : told.text} onClick={() => onSelect(`${told.stage} ${told.name.split('/')[0] ?? ''} 0`, selectionOf(told.name, told.value))}>
      <VisibleText text={clipped(told.text, 60)} />
      {told.value.provenance !== 'recorded' && <ProvenanceMark provenance={told.value.provenance} rule={told.value.rule} />}
    </button>
  );
}

function Verdicts({ field: { pairs, verdict } }: { readonly field: ComparedField }) {
  const telling = pairs.find((pair) => pair.verdict === verdict);
  return (
    <span className={styles.verdict}>
      <Chip tone={tones[verdict]}>
        {signs[verdict]} {verdict}
      </Chip>
      {telling !== undefined && verdict !== 'equal' && verdict !== 'added by connector' && (
        <span className={styles.pair}>
          {telling.from} → {telling.to}
        </span>
      )}
      {telling?.why !== undefined && telling.why !== null && verdict !== 'added by connector' && <span className={styles.why}>{telling.why}</span>}
    </span>
  );
}

function tableOf(action: ComparedAction): ExportTable {
  return {
    title: 'Proposed, approved, executed, confirmed',
    columns: [{ id: 'field', title: 'Field' }, ...comparedSides.map((side) => ({ id: side, title: sideTitles[side] })), { id: 'verdict', title: 'Verdict' }],
    absent: 'not recorded',
    notes: [],
    rows: action.fields.map(({ field, sides, verdict }) => [field, ...comparedSides.map((side) => sides[side]?.text ?? null), verdict]),
  };
}
