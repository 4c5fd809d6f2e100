import type { Lineage } from '#shared/model/lineage.ts';
import { Button } from '../../parts/button.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { ByteFacts } from './byte-facts.tsx';
import styles from './byte-panel.module.css';
import { type ByteSpan, recordOf, type Selection } from './byte-span.ts';
import { copyableValue } from './copy-value.ts';
import { characterStart, textOf } from './payload-text.ts';
import { type RecordPayload, useRecordBytes } from './use-record-bytes.ts';

const around = 160;
const mostShown = 4000;

/** Beside every tab: the exact bytes the selected value rests on. */
export function BytePanel({ lineage, selectedKey, selection, onOpenPayload }: { readonly lineage: Lineage; readonly selectedKey: string | null; readonly selection: Selection | null; readonly onOpenPayload: () => void }) {
  const span = selection?.kind === 'span' ? selection.span : null;
  const record = span === null ? null : recordOf(lineage.records, span);
  const { payload, problem, pending } = useRecordBytes(record);
  return (
    <aside className={styles.panel} aria-label="Bytes of the selected value">
      <SectionHeader title="Bytes" detail={selection === null ? '' : selection.kind === 'span' ? selection.span.name : selection.name}>
        {selection !== null && <CopyMenu label="Copy the selected value as" title="Copy" parts={() => [['', copyableValue(lineage, selectedKey, selection)]]} />}
        {span !== null && (
          <Button small look="quiet" onClick={onOpenPayload}>
            Open payload
          </Button>
        )}
      </SectionHeader>
      <div className={styles.body}>
        {selection === null && <p className={styles.quiet}>Select a value to see the bytes that say so.</p>}
        {selection?.kind === 'no bytes' && (
          <p className={styles.quiet}>
            <VisibleText text={selection.why} />
          </p>
        )}
        {span !== null && record === null && <p className={styles.quiet}>These bytes lie in no record listed for this run.</p>}
        {problem !== null && <ProblemNote problem={problem} />}
        {payload === null && pending && <p className={styles.quiet}>Reading…</p>}
        {span !== null && payload !== null && (
          <>
            <ByteExcerpt span={span} payload={payload} />
            <ByteFacts span={span} payload={payload} />
          </>
        )}
      </div>
    </aside>
  );
}

/** The marked bytes of a span with what stands around them, as text. */
export function ByteExcerpt({ span, payload: { bytes, record, encoding } }: { readonly span: ByteSpan; readonly payload: RecordPayload }) {
  const from = span.offset - record.offset;
  const to = from + span.length;
  const start = characterStart(bytes, Math.max(0, from - around), encoding);
  const end = characterStart(bytes, Math.min(bytes.length, to + around), encoding);
  const shownTo = characterStart(bytes, Math.min(to, from + mostShown), encoding);
  return (
    <pre className={styles.excerpt} tabIndex={0} aria-label="The bytes as text">
      {start > 0 && <span className={styles.more}>…</span>}
      <VisibleText lines text={textOf(bytes.subarray(start, from), encoding)} />
      <mark className={styles.mark}>
        <VisibleText lines text={textOf(bytes.subarray(from, shownTo), encoding)} />
      </mark>
      {shownTo < to ? <span className={styles.more}>… {to - shownTo} bytes more in the payload</span> : <VisibleText lines text={textOf(bytes.subarray(to, end), encoding)} />}
      {end < bytes.length && <span className={styles.more}>…</span>}
    </pre>
  );
}
