import { type FormEvent, useState } from 'react';
import { readPeriod } from '#shared/search/read-period.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { endWords } from './version-words.ts';
import styles from './versions-view.module.css';

/** "Which version decided this in April": what was in force at any time of a period. */
export function InForce({ revision }: { readonly revision: number }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const { value, problem } = useAnswer('versions.inForce', at === null ? null : { kind: null, name: null, at }, revision);
  const read = readPeriod(text);
  const wrong = text.trim() !== '' && 'what' in read;
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    if (!wrong) setAt(text.trim() === '' ? null : text.trim());
  };
  return (
    <section aria-label="In force then" className={styles.inForce}>
      <form className={styles.ask} onSubmit={ask}>
        <TextField label="Which versions were in force?" mono value={text} onChange={setText} placeholder="2026-03, 2026-03-17T14:38 or a..b" wrong={wrong} hint={wrong && 'what' in read ? read.what : undefined} className={styles.when} />
        <Button type="submit" disabled={wrong}>
          Look up
        </Button>
      </form>
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && at !== null && problem === null && (
        <ul className={styles.answers} aria-label="In force then">
          {value.entries.length === 0 && <li>Nothing is known to have been in force then.</li>}
          {value.entries.map((entry) => (
            <li key={JSON.stringify([entry.kind, entry.name, entry.version, entry.from])}>
              {entry.kind} <VisibleText text={`${entry.name} ${entry.version}`} className="mono" /> from <Instant at={entry.from} show="minute" /> {endWords(entry) ?? <>to <Instant at={entry.until} show="minute" /></>}
              <span className={styles.quiet}> · {entry.basis === 'registry' ? 'a registry' : 'inferred from first use'}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
