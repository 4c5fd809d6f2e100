import { countText } from '../../parts/count-text.ts';
import { Hash } from '../../parts/hash.tsx';
import { VerdictMark } from '../../parts/marks.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import styles from './byte-facts.module.css';
import type { ByteSpan } from './byte-span.ts';
import type { RecordPayload } from './use-record-bytes.ts';

/** Where the bytes lie and whether the record's are still those that were imported. Says nothing of who wrote them. */
export function ByteFacts({ span, payload }: { readonly span: ByteSpan | null; readonly payload: RecordPayload }) {
  const { record, recomputed } = payload;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>record</dt>
        <dd>
          <VisibleText text={record.source} /> #{countText(record.ordinal)}, byte {countText(record.offset)}, {countText(record.length)} long
        </dd>
      </div>
      {span !== null && (
        <div>
          <dt>
            <VisibleText text={span.name} />
          </dt>
          <dd>
            byte {countText(span.offset)}, {countText(span.length)} long
          </dd>
        </div>
      )}
      <div>
        <dt>SHA-256 at import</dt>
        <dd>
          <Hash value={record.sha256} name="recorded SHA-256" />
        </dd>
      </div>
      <div>
        <dt>recomputed now</dt>
        <dd className={styles.verdict}>
          {recomputed === null ? (
            'not recomputed: only the beginning of this long record was read'
          ) : (
            <>
              <Hash value={recomputed} name="recomputed SHA-256" />
              {recomputed === record.sha256 ? <VerdictMark verdict="verified">same bytes as imported</VerdictMark> : <VerdictMark verdict="failed">not the bytes that were imported</VerdictMark>}
            </>
          )}
        </dd>
      </div>
    </dl>
  );
}
