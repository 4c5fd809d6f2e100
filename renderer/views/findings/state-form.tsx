import { Check, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import type { Finding, FindingState } from '#shared/model/finding.ts';
import { call } from '../../bridge.ts';
import { AddToIncident } from '../../parts/add-to-incident.tsx';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { TextField } from '../../parts/text-field.tsx';
import { annotationsChanged } from '../../state/annotations-state.ts';
import { reportProblem } from '../../state/app-state.ts';
import styles from './findings-view.module.css';

/** Accept, dismiss with a reason, open again: of the finding shown, or of all that are ticked. The journal keeps who said so, when and why. */
export function StateForm({ findings, onStated }: { readonly findings: readonly Finding[]; readonly onStated: () => void }) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const state = async (to: FindingState): Promise<void> => {
    setBusy(true);
    const answer = await call('findings.state', { findings: findings.map(({ id }) => id), state: to, reason });
    setBusy(false);
    if (!answer.ok) return reportProblem(answer.problem);
    setReason('');
    annotationsChanged(`${findings.length === 1 ? 'The finding is' : `${countedText(findings.length, 'finding')} are`} ${to}`);
    onStated();
  };
  const which = findings.length === 1 ? 'this finding' : countedText(findings.length, 'finding');
  const runs = findings.reduce((sum, { runCount }) => sum + runCount, 0);
  const stands = (one: FindingState): boolean => findings.every((finding) => finding.state === one);
  return (
    <form className={styles.stateForm} aria-label={`Say of ${which}`} onSubmit={(event) => event.preventDefault()}>
      <TextField label="Reason" value={reason} onChange={setReason} placeholder="Asked for to dismiss; kept in the journal" className={styles.reason} />
      <Button icon={Check} disabled={busy || stands('accepted')} onClick={() => void state('accepted')}>
        Accept {which}
      </Button>
      <Button icon={X} disabled={busy || stands('dismissed') || reason.trim() === ''} onClick={() => void state('dismissed')}>
        Dismiss {which}
      </Button>
      {!stands('open') && (
        <Button icon={RotateCcw} look="quiet" disabled={busy} onClick={() => void state('open')}>
          Open again
        </Button>
      )}
      <AddToIncident
        small={false}
        title={runs === 1 ? 'Add its run to an incident' : 'Add its runs to an incident'}
        runs={{ findings: findings.map(({ id }) => id) }}
        origin={{ kind: 'finding', text: findings.map(({ sentence }) => sentence).join(' · ').slice(0, 2000) }}
        words={`${findings.length === 1 ? countedText(runs, 'run') : 'The runs'} that ${which} ${findings.length === 1 ? 'is' : 'are'} about.`}
      />
    </form>
  );
}
