import { FilePen, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import { draftProfile, noInputs, startCheck, useIntegrity, writeProfile } from '../../state/integrity-state.ts';
import { ProfileEditor } from './profile-editor.tsx';
import { RememberedInputs } from './remembered-inputs.tsx';
import { SettleForm } from './settle-form.tsx';
import { isAskable, settleRequest } from './settle-request.ts';
import type { SourceEntry } from './source-entries.ts';
import styles from './source-pane.module.css';
import { VerdictPane } from './verdict-pane.tsx';

/** The chosen source: what its latest check showed, and what a person could add to know more. */
export function SourcePane({ entry, busy }: { readonly entry: SourceEntry; readonly busy: boolean }) {
  const [layer, setLayer] = useState('0');
  const refused = useIntegrity((state) => state.refused);
  const isWriting = useIntegrity((state) => state.writing[entry.id] !== undefined);
  const verdict = entry.verdicts[Number(layer)] ?? entry.verdicts[0];
  return (
    <section className={styles.pane} aria-label="Chosen source" tabIndex={0}>
      <div className={styles.head}>
        <div className={styles.headText}>
          <h2 className={styles.name}>
            <VisibleText text={entry.name} />
          </h2>
          <p className={styles.about}>
            <About entry={entry} verdict={verdict} />
          </p>
        </div>
        {entry.sourceKey === null ? (
          <Button small onClick={() => goTo({ view: 'evidence' })}>
            Open Evidence
          </Button>
        ) : (
          <>
            <Button small look="quiet" icon={FilePen} onClick={() => (isWriting ? writeProfile(entry.id, null) : void draftProfile(entry.id, { sourceKey: entry.sourceKey ?? 0, from: { kind: 'empty' } }))}>
              {isWriting ? 'Back to the verdict' : 'Write a recipe'}
            </Button>
          <CheckButton id={entry.id} sourceKey={entry.sourceKey} again={verdict !== undefined} busy={busy} />
          </>
        )}
      </div>
      {refused !== null && refused.sourceKey !== null && refused.sourceKey === entry.sourceKey && <ProblemNote problem={refused.problem} onDismiss={() => useIntegrity.setState({ refused: null })} />}
      {entry.verdicts.length > 1 && (
        <div className={styles.layers}>
          <Segments label="Layer of proof" value={layer} onChange={setLayer} options={entry.verdicts.map(({ mechanism, profile }, index) => ({ id: String(index), title: profile?.id ?? mechanism }))} />
        </div>
      )}
      {isWriting && entry.sourceKey !== null ? (
        <ProfileEditor id={entry.id} sourceKey={entry.sourceKey} />
      ) : (
      <div className={styles.columns}>
        <div className={styles.main}>{verdict === undefined ? <Unchecked entry={entry} /> : <VerdictPane key={layer} verdict={verdict} />}</div>
        {entry.sourceKey !== null && (
          <div className={styles.side}>
            <SettleForm id={entry.id} sourceKey={entry.sourceKey} busy={busy} />
            <RememberedInputs busy={busy} />
          </div>
        )}
      </div>
      )}
    </section>
  );
}

function About({ entry: { checked, offers, sourceKey }, verdict }: { readonly entry: SourceEntry; readonly verdict: SourceVerdict | undefined }) {
  if (verdict === undefined || checked === null) {
    return sourceKey === null && verdict !== undefined ? (
      <>
        checked just now by the same engine as every other log · <VisibleText text={verdict.mechanism} />
      </>
    ) : (
      <VisibleText text={offers} />
    );
  }
  return (
    <>
      checked <Instant at={checked.checkedAt} show="both" />, journal entry {checked.journalSeq} · <VisibleText text={checked.inputs} />
    </>
  );
}

function CheckButton({ id, sourceKey, again, busy }: { readonly id: string; readonly sourceKey: number; readonly again: boolean; readonly busy: boolean }) {
  const inputs = useIntegrity((state) => state.inputs[id] ?? noInputs);
  const settle = settleRequest(sourceKey, inputs);
  return (
    <Button look={again ? 'plain' : 'primary'} icon={RefreshCw} disabled={busy || !isAskable(settle)} aria-label={again ? 'Check this source again' : 'Check this source'} onClick={() => void startCheck(settle.request)}>
      {again ? 'Check again' : 'Check'}
    </Button>
  );
}

function Unchecked({ entry: { checked, sourceKey } }: { readonly entry: SourceEntry }) {
  return (
    <div className={styles.unchecked}>
      <p className={styles.uncheckedTitle}>{sourceKey === null ? 'The journal is being checked' : checked === null ? 'Not checked yet' : 'The verdict of the last check was not kept'}</p>
      {sourceKey !== null && (
        <p className={styles.note}>
          {checked === null
            ? 'Nothing is known of this source but that it was imported. A check reads its bytes from the vault, compares them with their hash at import, and looks for hash chains and signatures in the records.'
            : 'The journal says that it was made, and the file with what it showed is gone or not what the journal has the hash of. Check again.'}
        </p>
      )}
    </div>
  );
}
