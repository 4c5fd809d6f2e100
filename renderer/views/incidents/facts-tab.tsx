import { useState } from 'react';
import type { IncidentFacts } from '#shared/model/incident.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { loadAnnotations } from '../../state/annotations-state.ts';
import { reportProblem } from '../../state/app-state.ts';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './incidents.module.css';

/** Who leads it, where its days are counted, how it began, what is attached, and how long its evidence should be kept. */
export function FactsTab({ facts }: { readonly facts: IncidentFacts }) {
  const { incident, keepUntil, runsFound, firstExecutionAt, lastExecutionAt } = facts;
  const regimes = useAnswer('incidents.regimes', {});
  return (
    <div className={styles.scroll}>
      <div className={styles.form}>
        <SetText facts={facts} field="title" label="Title" />
        <SetText facts={facts} field="owner" label="Lead" />
        <SetText facts={facts} field="zone" label="Time zone" />
        <SetText facts={facts} field="summary" label="What is known" />
        <div>
          <p className={styles.label}>Holidays, for the notes on other readings</p>
          <Select label="Holiday calendar" value={incident.calendar ?? ''} onChange={(value) => void doStep(incident.id, { do: 'set', field: 'calendar', value: value === '' ? null : value })} groups={[{ title: null, options: [{ value: '', title: 'none: working days are not known' }, ...(regimes.value?.calendars ?? []).map(({ id, title, coversFrom, coversTo }) => ({ value: id, title: `${title}, ${coversFrom.slice(0, 4)}–${coversTo.slice(0, 4)}` }))] }]} />
        </div>
      </div>
      <p className={styles.note}>
        Created by <VisibleText text={incident.created.by} /> on <Instant at={incident.created.at} show="both" />, journal {incident.created.seq}, from {incident.origin.kind}
        {incident.origin.text !== '' && <> “<VisibleText text={incident.origin.text} />”</>}. {countText(incident.runs.length)} runs chosen, {countText(runsFound)} of them in this case; executions from <Instant at={firstExecutionAt} show="both" absent="no recorded time" /> to <Instant at={lastExecutionAt} show="both" absent="no recorded time" />.
      </p>
      <SectionHeader title="Frozen figures" detail="of a blast radius, with their query and the hash of their data" />
      {incident.figures.length === 0 ? <p className={styles.note}>None is attached.</p> : <ul className={styles.board}>{incident.figures.map(({ seq, title, frozenSeq }) => <li key={seq} className={styles.boardItem}><VisibleText text={title} /> <span className={styles.quiet}>frozen in journal entry {frozenSeq}</span></li>)}</ul>}
      <SectionHeader title="Keep until" detail="hints, candidate, confirm with counsel · nothing is ever deleted" />
      <Hold facts={facts} />
      {keepUntil.length === 0 ? (
        <p className={styles.note}>No chosen regime has a retention rule here.</p>
      ) : (
        <PlainTable
          label="Keep until"
          rows={keepUntil}
          rowKey={({ rule }) => rule}
          columns={[
            { id: 'rule', title: 'Rule', width: '300px', cell: ({ title }) => title },
            { id: 'until', title: 'Keep until', width: '130px', cell: ({ until }) => until ?? <span className={styles.quiet}>not known</span> },
            { id: 'from', title: 'Counts from', width: '170px', cell: ({ startsWith }) => (startsWith === 'none' ? 'no period' : startsWith) },
            { id: 'binds', title: 'Binds', width: '240px', cell: ({ binds }) => <span title={binds}>{binds}</span> },
            { id: 'period', title: 'Period', cell: ({ period }) => <span title={period}>{period}</span> },
          ]}
        />
      )}
    </div>
  );
}

function SetText({ facts: { incident }, field, label }: { readonly facts: IncidentFacts; readonly field: 'title' | 'owner' | 'zone' | 'summary'; readonly label: string }) {
  const [value, setValue] = useState(incident[field]);
  const save = (): void => {
    if (value !== incident[field]) void doStep(incident.id, { do: 'set', field, value });
  };
  return <TextField label={label} value={value} onChange={setValue} onBlur={save} onKeyDown={(event) => (event.key === 'Enter' ? save() : undefined)} />;
}

function Hold({ facts: { legalHold } }: { readonly facts: IncidentFacts }) {
  const [reason, setReason] = useState('');
  const set = async (): Promise<void> => {
    const answer = await call('incidents.hold', { hold: legalHold === null, reason });
    if (!answer.ok) reportProblem(answer.problem);
    useIncidents.setState(({ revision }) => ({ revision: revision + 1 }));
    void loadAnnotations();
    setReason('');
  };
  return (
    <form
      className={styles.form}
      aria-label="Legal hold"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <p className={styles.wide}>{legalHold === null ? 'No legal hold on this case.' : <>Legal hold on this case since <Instant at={legalHold.at} show="both" />, by <VisibleText text={legalHold.by} />: <VisibleText text={legalHold.reason} />. It overrides every hint below.</>}</p>
      <TextField label={legalHold === null ? 'Why the case is put on hold' : 'Why the hold is lifted'} value={reason} onChange={setReason} />
      <div className={styles.actions}>
        <Button type="submit" disabled={reason.trim() === ''}>
          {legalHold === null ? 'Put on legal hold' : 'Lift the hold'}
        </Button>
      </div>
    </form>
  );
}
