import { useState } from 'react';
import { compensationStates, type CompensationRow, type CompensationState, type IncidentFacts } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { goTo } from '../../state/view-state.ts';
import { CompensationCurveView } from './compensation-curve.tsx';
import styles from './incidents.module.css';

const mostListed = 300;
type Basis = 'whole' | 'share' | 'amount';
const bases: readonly { readonly value: Basis; readonly title: string }[] = [
  { value: 'share', title: 'a share of each executed amount' },
  { value: 'whole', title: 'the whole of each executed amount' },
  { value: 'amount', title: 'the same sum for each run' },
];

/** What was done wrong in money, what was given back and confirmed, and what is still owed, per currency and person. */
export function CompensationsTab({ facts: { incident, compensations } }: { readonly facts: IncidentFacts }) {
  const { rows, states, totals, withoutDetails } = compensations;
  const [entering, setEntering] = useState<CompensationRow | null>(null);
  return (
    <div className={styles.scroll}>
      <HarmForm incident={incident.id} stated={incident.harms.length > 0} />
      {entering !== null && <CompensationForm key={entering.run} incident={incident.id} row={entering} onClose={() => setEntering(null)} />}
      <SectionHeader title="Compensations" detail={compensationStates.map((state) => `${countText(states[state])} ${state}`).join(' · ')} />
      {withoutDetails > 0 && <p className={styles.warning}>{countText(withoutDetails)} of {countText(incident.runs.length)} runs are not surveyed yet and are in no row.</p>}
      {totals.length > 0 && (
        <PlainTable
          label="Still owed, per currency"
          rows={totals}
          rowKey={({ currency }) => currency ?? 'none'}
          columns={[
            { id: 'currency', title: 'Currency', cell: ({ currency }) => currency ?? 'not recorded' },
            { id: 'rows', title: 'Runs', align: 'end', cell: ({ rows: count }) => countText(count) },
            { id: 'harm', title: 'Harm stated', align: 'end', cell: ({ harm, withoutHarm }) => `${harm}${withoutHarm === 0 ? '' : `, ${countText(withoutHarm)} not stated`}` },
            { id: 'recovered', title: 'Confirmed back', align: 'end', cell: ({ recovered }) => recovered },
            { id: 'residual', title: 'Still owed', align: 'end', cell: ({ residual }) => <b>{residual}</b> },
            { id: 'over', title: 'Over-compensated, not netted', align: 'end', cell: ({ overCompensated }) => overCompensated },
          ]}
        />
      )}
      {incident.harms.length > 0 && <CompensationCurveView incident={incident.id} />}
      {rows.length === 0 ? (
        <p className={styles.note}>No run of this incident has a recorded or entered compensation, and no harm is stated.</p>
      ) : (
        <PlainTable
          label="Compensations"
          rows={rows.slice(0, mostListed)}
          rowKey={({ run }) => run}
          columns={[
            { id: 'run', title: 'Run', width: '130px', cell: ({ run, runName }) => <Button look="link" small className="mono" onClick={() => goTo({ view: 'runs', run })}><VisibleText text={runName} /></Button> },
            { id: 'person', title: 'Person', width: '150px', cell: ({ person }) => (person === null ? <span className={styles.quiet}>not recorded</span> : <VisibleText text={person} />) },
            { id: 'state', title: 'State', width: '110px', cell: ({ state }) => state },
            { id: 'basis', title: 'Rests on', cell: ({ basis }) => <VisibleText text={basis} /> },
            { id: 'executed', title: 'Executed', width: '100px', align: 'end', cell: ({ executed }) => executed ?? '–' },
            { id: 'harm', title: 'Harm', width: '100px', align: 'end', cell: ({ harm }) => harm ?? 'not stated' },
            { id: 'recovered', title: 'Confirmed back', width: '110px', align: 'end', cell: ({ recovered }) => recovered ?? '–' },
            { id: 'residual', title: 'Still owed', width: '110px', align: 'end', cell: ({ residual, currency }) => (residual === null ? 'not known' : `${residual} ${currency ?? ''}`) },
            { id: 'enter', title: 'Enter', width: '84px', cell: (row) => <Button small look="quiet" aria-label={`Enter a compensation of run ${row.runName}`} onClick={() => setEntering(row)}>Enter…</Button> },
          ]}
        />
      )}
      {rows.length > mostListed && <p className={styles.note}>Showing {countText(mostListed)} of {countText(rows.length)} runs; the totals count all of them.</p>}
    </div>
  );
}

function HarmForm({ incident, stated }: { readonly incident: string; readonly stated: boolean }) {
  const [basis, setBasis] = useState<Basis>('share');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const fits = basis === 'whole' || /^\d+(\.\d+)?$/.test(value.trim());
  return (
    <form
      className={styles.form}
      aria-label="State the harm"
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident, { do: 'state harm', ids: [], basis, value: basis === 'whole' ? null : value.trim(), currency: null, reversible: 'unknown', reason });
      }}
    >
      <div>
        <p className={styles.label}>{stated ? 'State the harm of all its runs anew' : 'Harm of each of its runs, as you state it'}</p>
        <Select label="Basis of the harm" value={basis} onChange={(next) => setBasis(bases.find((one) => one.value === next)?.value ?? basis)} groups={[{ title: null, options: bases.map(({ value: id, title }) => ({ value: id, title })) }]} />
      </div>
      {basis !== 'whole' && <TextField label={basis === 'share' ? 'Share' : 'Sum'} mono value={value} onChange={setValue} wrong={value !== '' && !fits} hint={basis === 'share' ? 'e.g. 0.9 where ten times the due amount was paid' : 'A decimal, in the currency of the run'} />}
      <TextField label="Why" value={reason} onChange={setReason} />
      <div className={styles.actions}>
        <Button type="submit" disabled={!fits || reason.trim() === ''}>
          State it
        </Button>
      </div>
    </form>
  );
}

function CompensationForm({ incident, row, onClose }: { readonly incident: string; readonly row: CompensationRow; readonly onClose: () => void }) {
  const [state, setState] = useState<CompensationState>('in progress');
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [owner, setOwner] = useState(row.owner);
  const fits = amount.trim() === '' || /^\d+(\.\d+)?$/.test(amount.trim());
  return (
    <form
      className={styles.form}
      aria-label={`Compensation of run ${row.runName}`}
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident, { do: 'enter compensation', run: row.run, state, amount: amount.trim() === '' ? null : amount.trim(), currency: row.currency, reference, owner, when: null, note: '' }).then((done) => (done ? onClose() : undefined));
      }}
    >
      <div>
        <p className={styles.label}>State of run {row.runName}</p>
        <Select label="State" value={state} onChange={(next) => setState(compensationStates.find((one) => one === next) ?? state)} groups={[{ title: null, options: compensationStates.map((value) => ({ value, title: value })) }]} />
      </div>
      <TextField label={`Amount given back, ${row.currency ?? 'currency not recorded'}`} mono value={amount} onChange={setAmount} wrong={!fits} />
      <TextField label="Reference" value={reference} onChange={setReference} hint="What confirms it: a transfer, a credit note. “Done” needs one." />
      <TextField label="Owner" value={owner} onChange={setOwner} />
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={!fits || (state === 'done' && reference.trim() === '')}>
          Enter it
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
