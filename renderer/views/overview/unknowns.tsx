import { CircleDashed } from 'lucide-react';
import type { Unknown } from '#shared/ipc/answers.ts';
import { Count } from '../../parts/count.tsx';
import { Icon } from '../../parts/icon.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './unknowns.module.css';

/** What the imported records leave open. Not recorded is not the same as did not happen. */
export function Unknowns({ unknowns }: { readonly unknowns: readonly Unknown[] }) {
  return (
    <section aria-label="What the record cannot tell" className={styles.unknowns}>
      <SectionHeader title="What the record cannot tell" detail="not recorded is not “did not happen”" />
      <ul>
        {unknowns.map((unknown) => (
          <li key={unknown.what} className={styles.unknown}>
            <Icon of={CircleDashed} size="s" className={styles.icon} />
            <span className={styles.sentence}>
              <Count of={unknown.count} className={styles.count} /> <VisibleText text={unknown.what} /> <OpenRuns unknown={unknown} />
            </span>
          </li>
        ))}
      </ul>
      {unknowns.length === 0 && <p className={styles.none}>No open question was found in what is imported.</p>}
    </section>
  );
}

function OpenRuns({ unknown: { count, where, what } }: { readonly unknown: Unknown }) {
  if (where === null) return null;
  return (
    <button type="button" className={styles.open} aria-label={`Open them: ${count} ${what}`} onClick={() => goTo({ view: 'runs', run: null, where })}>
      Open them
    </button>
  );
}
