import { useState } from 'react';
import type { RememberedInput } from '#shared/ipc/answers.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useIntegrity, withdrawInput } from '../../state/integrity-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './remembered-inputs.module.css';

/** What earlier checks were given and every later one goes by, until a person withdraws it and says why. */
export function RememberedInputs({ busy }: { readonly busy: boolean }) {
  const revision = useCase((state) => state.revision);
  const withdrawn = useIntegrity((state) => state.withdrawn);
  const { value } = useAnswer('integrity.inputs', {}, revision + withdrawn);
  if (value === null || value.length === 0) return null;
  return (
    <section className={styles.remembered} aria-label="Remembered by this case">
      <h3 className={styles.title}>Remembered by this case</h3>
      <p className={styles.lead}>Given to earlier checks. Every check of this case goes by it, of any source it concerns, until it is withdrawn.</p>
      <ul className={styles.list}>
        {value.map((input) => (
          <Remembered key={`${input.id} ${input.journalSeq}`} input={input} busy={busy} />
        ))}
      </ul>
    </section>
  );
}

function Remembered({ input: { id, words, since, journalSeq }, busy }: { readonly input: RememberedInput; readonly busy: boolean }) {
  const [reason, setReason] = useState<string | null>(null);
  return (
    <li className={styles.input}>
      <div className={styles.line}>
        <span className={styles.words}>
          <VisibleText text={words} />
        </span>
        <Button small look="quiet" disabled={busy || reason !== null} aria-label={`Withdraw ${visibleString(words)}`} onClick={() => setReason('')}>
          Withdraw…
        </Button>
      </div>
      <p className={styles.since}>
        since <Instant at={since} show="both" />, journal entry {journalSeq}
      </p>
      {reason !== null && (
        <form
          className={styles.withdrawing}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') void withdrawInput(id, reason.trim());
          }}
        >
          <TextField label="Why it no longer counts" autoFocus value={reason} onChange={setReason} hint="Written to the journal. Verdicts made with it stay as they are: check again." />
          <div className={styles.actions}>
            <Button type="submit" small look="primary" disabled={busy || reason.trim() === ''}>
              Withdraw it
            </Button>
            <Button small look="quiet" onClick={() => setReason(null)}>
              Keep it
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
