import type { Lineage } from '#shared/model/lineage.ts';
import { Button } from '../../parts/button.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { ByteFacts } from './byte-facts.tsx';
import styles from './byte-panel.module.css';
import { type ByteSpan, recordOf, type Selection } from './byte-span.ts';
import { type RecordPayload, useRecordBytes } from './use-record-bytes.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const around = 160;
const mostShown = 4000;

/** Beside every tab: the exact bytes the selected value rests on. */
export function BytePanel({ lineage, selection, onOpenPayload }: { readonly lineage: Lineage; readonly selection: Selection | null; readonly onOpenPayload: () => void }) {
  const span = selection?.kind === 'span' ? selection.span : null;
  const record = span === null ? null : recordOf(lineage.records, span);
  const { payload, problem, pending } = useRecordBytes(record);
  return (
    <aside className={styles.panel} aria-label="Bytes of the selected value">
      <SectionHeader title="Bytes" detail={selection === null ? '' : selection.kind === 'span' ? selection.span.name : selection.name}>
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
            <Excerpt span={span} payload={payload} />
            <ByteFacts span={span} payload={payload} />
          </>
        )}
      </div>
    </aside>
  );
}

function Excerpt({ span, payload: { bytes, record } }: { readonly span: ByteSpan; readonly payload: RecordPayload }) {
  const from = span.offset - record.offset;
  const to = from + span.length;
  const start = boundary(bytes, Math.max(0, from - around));
  const end = boundary(bytes, Math.min(bytes.length, to + around));
  const shownTo = boundary(bytes, Math.min(to, from + mostShown));
  return (
    <pre className={styles.excerpt} tabIndex={0} aria-label="The bytes as text">
      {start > 0 && <span className={styles.more}>…</span>}
      <VisibleText lines text={decoder.decode(bytes.subarray(start, from))} />
      <mark className={styles.mark}>
        <VisibleText lines text={decoder.decode(bytes.subarray(from, shownTo))} />
      </mark>
      {shownTo < to ? <span className={styles.more}>… {to - shownTo} bytes more in the payload</span> : <VisibleText lines text={decoder.decode(bytes.subarray(to, end))} />}
      {end < bytes.length && <span className={styles.more}>…</span>}
    </pre>
  );
}

/** Never inside a UTF-8 character. */
function boundary(bytes: Uint8Array, at: number): number {
  let place = at;
  while (place > 0 && place < bytes.length && ((bytes[place] ?? 0) & 0xc0) === 0x80) place -= 1;
  return place;
}
