import { History } from 'lucide-react';
import type { RunRow } from '#shared/model/run.ts';
import { IconButton } from '../../parts/button.tsx';
import { subjectTerm, termText } from '../../parts/search-terms.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './run-subjects.module.css';

/** Whom and what the run is about, each a way to all runs about the same. Nothing where no record names one. */
export function RunSubjects({ run: { subject, furtherSubjects } }: { readonly run: Pick<RunRow, 'subject' | 'furtherSubjects'> }) {
  if (subject === null) return null;
  return (
    <div className={styles.subjects} role="group" aria-label="Subjects of the run">
      {[subject, ...furtherSubjects].map((named) => {
        const where = termText(subjectTerm(named));
        return (
          <span key={named} className={styles.pair}>
            <button type="button" className={styles.subject} title={`List every run with ${visibleString(where)}`} onClick={() => goTo({ view: 'runs', where })}>
              <VisibleText text={named.replace(':', ' ')} />
            </button>
            <IconButton icon={History} small label={`Record of ${visibleString(named.replace(':', ' '))}`} onClick={() => goTo({ view: 'record', about: named })} />
          </span>
        );
      })}
    </div>
  );
}
