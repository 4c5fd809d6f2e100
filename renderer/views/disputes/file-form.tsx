import { useState } from 'react';
import { disputeClasses, disputeWeights, type DisputeClass } from '#shared/model/dispute.ts';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { actOnDispute, useDisputes } from '../../state/disputes-state.ts';
import { adjustPlace } from '../../state/view-state.ts';
import styles from './disputes-view.module.css';

/** Filed by its act: the 48 hours begin with it. The date of the decision is read from the run. */
export function FileForm({ run: given }: { readonly run: string }) {
  const busy = useDisputes((state) => state.busy);
  const [run, setRun] = useState(given);
  const [reasonClass, setReasonClass] = useState<DisputeClass>('territory mismatch');
  const [reason, setReason] = useState('');
  const [filedBy, setFiledBy] = useState('');
  return (
    <form
      aria-label="File a dispute"
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void actOnDispute('disputes.file', { run: run.trim(), reasonClass, reason, filedBy }).then((filed) => (filed ? adjustPlace({ about: null }) : undefined));
      }}
    >
      <TextField label="Run whose decision is disputed" mono value={run} onChange={setRun} hint="Its id, or an external id that only one run carries. The date of the decision is read from it." />
      <div>
        <p className={styles.label}>Reason class</p>
        <Select label="Reason class" value={reasonClass} onChange={(next) => setReasonClass(disputeClasses.find((one) => one === next) ?? reasonClass)} groups={[{ title: null, options: disputeClasses.map((value) => ({ value, title: disputeWeights[value] === 'not weighted' ? value : `${value} (${disputeWeights[value]})` })) }]} />
      </div>
      <TextField label="Reason" value={reason} onChange={setReason} hint="What is wrong with the decision, in words" />
      <TextField label="Filed by" value={filedBy} onChange={setFiledBy} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={busy || run.trim() === '' || reason.trim() === '' || filedBy.trim() === ''}>
          File it
        </Button>
        <Button look="quiet" onClick={() => adjustPlace({ about: null })}>
          Cancel
        </Button>
        <span className={styles.quiet}>Noted in the journal; 48 hours run from now.</span>
      </div>
    </form>
  );
}
