import type { RecordRef } from '#shared/model/lineage.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { ByteExcerpt } from './byte-excerpt.tsx';
import { ByteFacts } from './byte-facts.tsx';
import { recordOf, type Selection } from './byte-span.ts';
import styles from './selected-bytes.module.css';
import { useRecordBytes } from './use-record-bytes.ts';

/** The bytes of what is selected and where they lie, or in words why there are none. `none`: what to say where nothing is selected. */
export function SelectedBytes({ records, selection, none }: { readonly records: readonly RecordRef[]; readonly selection: Selection | null; readonly none: string }) {
  const span = selection?.kind === 'span' ? selection.span : null;
  const record = span === null ? null : recordOf(records, span);
  const { payload, problem, pending } = useRecordBytes(record);
  return (
    <>
      {selection === null && <p className={styles.quiet}>{none}</p>}
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
    </>
  );
}
