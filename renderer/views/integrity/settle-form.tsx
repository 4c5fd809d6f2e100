import { KeyRound, X } from 'lucide-react';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { noInputs, startCheck, useIntegrity, writeInputs } from '../../state/integrity-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './settle-form.module.css';
import { base64OfBytes, isSupplied, settleRequest } from './settle-request.ts';

const largestKeyFile = 1_000_000;

/** What cannot come from the file itself: an anchor, a key, the name of the recipe. */
export function SettleForm({ id, sourceKey, busy }: { readonly id: string; readonly sourceKey: number; readonly busy: boolean }) {
  const inputs = useIntegrity((state) => state.inputs[id] ?? noInputs);
  const profiles = useAnswer('integrity.profiles', {});
  const titleId = useId();
  const { request, wrong } = settleRequest(sourceKey, inputs);
  const ready = !busy && isSupplied(inputs) && wrong.count === null && wrong.head === null;
  const options = (profiles.value ?? []).map((profile) => ({ value: profile.id, title: profile.title }));
  const chosenProfile = profiles.value?.find((profile) => profile.id === inputs.profile);
  return (
    <form
      className={styles.form}
      aria-labelledby={titleId}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void startCheck(request);
      }}
    >
      <h3 id={titleId} className={styles.title}>
        What would settle this
      </h3>
      <p className={styles.lead}>From outside the file: a backup, a ticket, a printed report, the writer’s own key. What stands here goes with the next check.</p>
      <div className={styles.fields}>
        <TextField label="Expected record count" value={inputs.count} onChange={(count) => writeInputs(id, { count })} wrong={wrong.count !== null} hint={wrong.count ?? 'Settles the end.'} inputMode="numeric" />
        <TextField label="Expected head" mono value={inputs.head} onChange={(head) => writeInputs(id, { head })} wrong={wrong.head !== null} hint={wrong.head ?? 'Hash of the last record. Settles the end, and excludes a rewrite since it was noted.'} />
        <KeyInput id={id} keyText={inputs.keyText} keyFile={inputs.keyFile} />
        <div className={styles.field}>
          <span className={styles.label}>Recipe</span>
          <Select label="Recipe" value={inputs.profile} onChange={(profile) => writeInputs(id, { profile })} groups={[{ title: null, options: [{ value: '', title: 'Found out by trying' }, ...options] }]} className={styles.select} />
          <p className={styles.hint}>{chosenProfile === undefined ? 'Name the recipe the log was written with, if you know it.' : <VisibleText text={chosenProfile.source} />}</p>
        </div>
      </div>
      <div className={styles.actions}>
        <Button type="submit" look={isSupplied(inputs) ? 'primary' : 'plain'} disabled={!ready}>
          Check with these
        </Button>
        {isSupplied(inputs) && (
          <Button look="quiet" onClick={() => writeInputs(id, noInputs)}>
            Clear
          </Button>
        )}
      </div>
    </form>
  );
}

function KeyInput({ id, keyText, keyFile }: { readonly id: string; readonly keyText: string; readonly keyFile: { readonly name: string } | null }) {
  const fieldId = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file === undefined) return;
    if (file.size > largestKeyFile) setProblem('Too large for a key: more than 1 MB.');
    else {
      const bytes = await file.arrayBuffer().catch(() => null);
      if (bytes === null) setProblem('The file could not be read.');
      else {
        setProblem(null);
        writeInputs(id, { keyFile: { name: file.name, base64: base64OfBytes(new Uint8Array(bytes)) } });
      }
    }
    input.value = '';
  };
  return (
    <div className={styles.field}>
      <label htmlFor={fieldId} className={styles.label}>
        Public key
      </label>
      <textarea id={fieldId} rows={2} spellCheck={false} autoComplete="off" className={styles.key} value={keyText} onChange={(event) => writeInputs(id, { keyText: event.target.value })} aria-describedby={`${fieldId}-hint`} />
      <input ref={chooser} type="file" hidden aria-label="Key file" onChange={(event) => void chosen(event)} />
      {keyFile === null ? (
        <Button look="link" small onClick={() => chooser.current?.click()}>
          Choose a key file…
        </Button>
      ) : (
        <span className={styles.file}>
          <KeyRound size={12} aria-hidden />
          <span className={styles.fileName}>
            <VisibleText text={keyFile.name} />
          </span>
          <IconButton icon={X} label="Leave the key file out" small onClick={() => writeInputs(id, { keyFile: null })} />
        </span>
      )}
      <p id={`${fieldId}-hint`} className={problem === null ? styles.hint : styles.wrong}>
        {problem ?? 'PEM, JWK, hex or base64; a MAC’s secret too. Settles authorship. Kept until the app ends, never in the case.'}
      </p>
    </div>
  );
}
