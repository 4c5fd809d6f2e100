import { classNames } from '../../parts/class-names.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { ShownValue } from './value-text.ts';
import styles from './value-view.module.css';

/** A value as printed in tables and lists: what is empty or withheld is said in words. */
export function ValueView({ shown, most = 400 }: { readonly shown: ShownValue; readonly most?: number }) {
  const cut = shown.text.length > most;
  return (
    <span className={classNames(styles[shown.form])}>
      <VisibleText text={cut ? shown.text.slice(0, most) : shown.text} />
      {cut && <span className={styles.empty}> … {shown.text.length} characters, all in the payload</span>}
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
