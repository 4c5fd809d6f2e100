import type { FieldHistory, FieldWrite, SubjectRecord } from '#shared/model/subject-record.ts';
import { Instant } from '../../parts/instant.tsx';
import { type PlainColumn, PlainTable } from '../../parts/plain-table.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import { continuityText, valueText } from './record-rows.ts';
import styles from './record-view.module.css';

/** Field by field: who wrote, what stood there before, and whether it is what the write before left. */
export function RecordFields({ record: { fields } }: { readonly record: SubjectRecord }) {
  return (
    <section aria-label="Fields over time">
      <SectionHeader title="Fields over time" detail="a write begins where the one before it ended, or something not in this evidence wrote in between" />
      {fields.length === 0 && <p className={styles.none}>No run records which fields it changed.</p>}
      {fields.map((field) => (
        <Field key={JSON.stringify([field.system, field.record, field.field])} field={field} />
      ))}
    </section>
  );
}

function Field({ field: { record, system, field, writes } }: { readonly field: FieldHistory }) {
  const title = `${record ?? 'record not recorded'} · ${field}`;
  return (
    <div className={styles.field}>
      <h3 className={styles.fieldTitle}>
        <VisibleText text={title} />
        <span className={styles.absent}>{system === null ? ' in a system not recorded' : <VisibleText text={` in ${system}`} />}</span>
      </h3>
      <PlainTable label={visibleString(title)} columns={columns} rows={writes} rowKey={({ run, stage }, index) => `${run} ${stage} ${index}`} />
    </div>
  );
}

const columns: readonly PlainColumn<FieldWrite>[] = [
  { id: 'at', title: 'Written', width: '208px', cell: ({ at }) => <Instant at={at} show="both" absent="no time" /> },
  {
    id: 'run', title: 'Run', width: '160px',
    cell: ({ run, externalId }) => (
      <button type="button" className={styles.open} onClick={() => goTo({ view: 'runs', run })}>
        <VisibleText text={externalId} />
      </button>
    ),
  },
  { id: 'before', title: 'Before', width: '144px', cell: ({ before }) => <Value of={before} /> },
  { id: 'after', title: 'After', width: '144px', cell: ({ after }) => <Value of={after} /> },
  { id: 'by', title: 'By', width: '112px', cell: ({ writer }) => writer },
  { id: 'outcome', title: 'Outcome', width: '112px', cell: ({ outcome }) => outcome },
  {
    id: 'continuity', title: 'Continuity',
    cell: (write) => (
      <span className={write.continuity === 'changed in between' ? styles.broken : styles.absent} title={continuityText(write)}>
        {continuityText(write)}
      </span>
    ),
  },
];

function Value({ of }: { readonly of: FieldWrite['before'] }) {
  return (
    <span className={of.recorded && of.value !== null ? styles.value : styles.absent}>
      <VisibleText text={valueText(of)} />
    </span>
  );
}
