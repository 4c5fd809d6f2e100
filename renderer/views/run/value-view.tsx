import { classNames } from '../../parts/class-names.ts';
import { Instant } from '../../parts/instant.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { ShownValue } from './value-text.ts';
import styles from './value-view.module.css';

/** A value as printed in tables and lists: what is empty or withheld is said in words, a time by a stated clock beside the recorded one. */
export function ValueView({ shown, corrected = null, most = 400 }: { readonly shown: ShownValue; readonly corrected?: string | null; readonly most?: number }) {
  const cut = shown.text.length > most;
  return (
    <span className={classNames(styles[shown.form])}>
      <VisibleText text={cut ? shown.text.slice(0, most) : shown.text} />
      {cut && <span className={styles.empty}> … {shown.text.length} characters, all in the payload</span>}
      {corrected !== null && <CorrectedTime at={corrected} />}
    </span>
  );
}

/** What a stated clock makes of a recorded time. The recorded one is the evidence; this is arithmetic on a person's word. */
export function CorrectedTime({ at, show = 'both' }: { readonly at: string; readonly show?: 'time' | 'both' }) {
  return (
    <span className={styles.corrected} title="By the clock of its source as a person stated it, see Evidence. The recorded time stays as it is.">
      {' corrected '}
      <Instant at={at} show={show} />
    </span>
  );
}

export function SourceOffset({ source, offset }: { readonly source: string | null; readonly offset: number | null }) {
  if (source === null) return <span className={styles.empty}>no bytes</span>;
  return (
    <span className={styles.place} title={`${source}, byte ${offset ?? 'unknown'}`}>
      <VisibleText text={source} className={styles.source} />
      {offset !== null && <span>:{offset}</span>}
    </span>
  );
}
