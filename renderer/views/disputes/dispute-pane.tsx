import { X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { disputeConsequences, disputeOutcomes, type Dispute, type DisputeConsequence, type DisputeOutcome } from '#shared/model/dispute.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { actOnDispute, useDisputes } from '../../state/disputes-state.ts';
import { adjustPlace, goTo } from '../../state/view-state.ts';
import { classWords, elapsedWords } from './dispute-words.ts';
import styles from './disputes-view.module.css';
import { Reviewed } from './reviewed.tsx';

/** One dispute whole: what is said, what the lineage has, and what is decided. */
export function DisputePane({ dispute }: { readonly dispute: Dispute }) {
  const { id, externalId, run, runName, basis, reasonClass, reason, filedBy, filedAt, clock, outcome, rationale, decidedBy, decidedAt, escalatedTo, consequences, consequenceDue } = dispute;
  const decided = outcome !== null || decidedAt !== null;
  return (
    <aside aria-label="Dispute" className={styles.pane}>
      <header className={styles.paneHead}>
        <h2 className={styles.paneTitle}>
          <VisibleText text={externalId ?? (basis === 'recorded' ? `of ${runName ?? ''}` : id)} />
        </h2>
        {run !== null && (
          <Button small onClick={() => goTo({ view: 'runs', run })}>
            Open the run
          </Button>
        )}
        <IconButton icon={X} label="Close the dispute" small onClick={() => adjustPlace({ about: null })} />
      </header>
      <dl className={styles.facts}>
        <Fact name="Known from">{basis === 'recorded' ? 'records of the run' : `journal entry ${dispute.journalSeq ?? ''}`}</Fact>
        <Fact name="Reason class"><VisibleText text={classWords(reasonClass)} /></Fact>
        <Fact name="Reason">{recorded(reason)}</Fact>
        <Fact name="Filed">{filedAt === null ? recorded(null) : <Instant at={filedAt} show="both" />} by {recorded(filedBy)}</Fact>
        <Fact name="Due">{clock.dueAt === null ? recorded(null) : <Instant at={clock.dueAt} show="both" />} · {clock.state}{elapsedWords(dispute) === null ? '' : ` · ${elapsedWords(dispute) ?? ''}`}</Fact>
        <Fact name="Outcome">{recorded(outcome)}</Fact>
        {decided && <Fact name="Decided">{decidedAt === null ? recorded(null) : <Instant at={decidedAt} show="both" />} by {recorded(decidedBy)}</Fact>}
        {decided && <Fact name="Because">{recorded(rationale)}</Fact>}
        {escalatedTo !== null && <Fact name="Escalated to">{recorded(escalatedTo)}</Fact>}
        {consequences.map(({ what, note, by, at, journalSeq }) => (
          <Fact key={journalSeq} name="Noted">
            {what}{note === '' ? '' : ': '}<VisibleText text={note} /> <span className={styles.quiet}>by <VisibleText text={by} />, <Instant at={at} show="minute" /></span>
          </Fact>
        ))}
      </dl>
      {run !== null && <Reviewed run={run} />}
      {!decided && <DecideForm id={id} />}
      {outcome !== null && <ConsequenceForm id={id} due={consequenceDue} outcome={outcome} />}
      {!decided && <EscalateForm id={id} />}
    </aside>
  );
}

function DecideForm({ id }: { readonly id: string }) {
  const busy = useDisputes((state) => state.busy);
  const [outcome, setOutcome] = useState<DisputeOutcome>('upheld');
  const [rationale, setRationale] = useState('');
  const [decidedBy, setDecidedBy] = useState('');
  const decide = (event: FormEvent): void => {
    event.preventDefault();
    void actOnDispute('disputes.decide', { dispute: id, outcome, rationale, decidedBy });
  };
  return (
    <form aria-label="Decide" className={styles.paneForm} onSubmit={decide}>
      <h3 className={styles.formTitle}>Decide</h3>
      <Segments label="Outcome" options={disputeOutcomes.map((one) => ({ id: one, title: one }))} value={outcome} onChange={setOutcome} />
      <TextField label="Reason of the decision" value={rationale} onChange={setRationale} />
      <TextField label="Decided by" value={decidedBy} onChange={setDecidedBy} />
      <Button type="submit" look="primary" disabled={busy || rationale.trim() === '' || decidedBy.trim() === ''}>
        Note the decision
      </Button>
    </form>
  );
}

function ConsequenceForm({ id, due, outcome }: { readonly id: string; readonly due: string | null; readonly outcome: string }) {
  const busy = useDisputes((state) => state.busy);
  const [what, setWhat] = useState<DisputeConsequence>(outcome === 'upheld' ? 'model inputs flagged for review' : 'territory map corrected');
  const [note, setNote] = useState('');
  return (
    <form
      aria-label="Consequence"
      className={styles.paneForm}
      onSubmit={(event) => {
        event.preventDefault();
        void actOnDispute('disputes.note', { dispute: id, what, note });
      }}
    >
      <h3 className={styles.formTitle}>Consequence</h3>
      {due !== null && <p className={styles.caution}>{due}</p>}
      <Select label="Consequence" value={what} onChange={(next) => setWhat(disputeConsequences.find((one) => one === next) ?? what)} groups={[{ title: null, options: disputeConsequences.map((value) => ({ value, title: value })) }]} />
      <TextField label="Note (optional)" value={note} onChange={setNote} />
      <Button type="submit" disabled={busy}>
        Note the consequence
      </Button>
    </form>
  );
}

function EscalateForm({ id }: { readonly id: string }) {
  const busy = useDisputes((state) => state.busy);
  const [to, setTo] = useState('');
  return (
    <form
      aria-label="Escalate"
      className={styles.paneForm}
      onSubmit={(event) => {
        event.preventDefault();
        void actOnDispute('disputes.escalate', { dispute: id, to, reason: '' }).then((done) => (done ? setTo('') : undefined));
      }}
    >
      <h3 className={styles.formTitle}>Escalate</h3>
      <TextField label="To" value={to} onChange={setTo} />
      <Button type="submit" disabled={busy || to.trim() === ''}>
        Note the escalation
      </Button>
    </form>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function recorded(text: string | null): ReactNode {
  return text === null ? <span className={styles.quiet}>not recorded</span> : <VisibleText text={text} />;
}
