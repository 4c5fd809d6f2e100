import { VisibleText } from '../../parts/visible-text.tsx';
import styles from './byte-excerpt.module.css';
import type { ByteSpan } from './byte-span.ts';
import { characterStart, textOf } from './payload-text.ts';
import type { RecordPayload } from './use-record-bytes.ts';

const around = 160;
const mostShown = 4000;

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
