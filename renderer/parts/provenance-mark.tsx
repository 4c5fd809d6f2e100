import type { Provenance } from '#shared/model/lineage.ts';
import { classNames } from './class-names.ts';
import styles from './provenance-mark.module.css';

const lines: Readonly<Record<Provenance, string | undefined>> = {
  recorded: styles.solid,
  inferred: styles.dotted,
  'hash only': styles.hatched,
  redacted: styles.hatched,
  absent: styles.hollow,
};

/** How a value is known: a line style and its word. `rule` says by what it was inferred. */
export function ProvenanceMark({ provenance, rule = null, word = true }: { readonly provenance: Provenance; readonly rule?: string | null; readonly word?: boolean }) {
  return (
    <span className={styles.mark} title={rule === null ? provenance : `${provenance}: ${rule}`}>
      <i className={classNames(styles.line, lines[provenance])} aria-hidden />
      <span className={word ? undefined : 'hidden-text'}>{provenance}</span>
    </span>
  );
}
