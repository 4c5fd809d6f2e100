import { useState } from 'react';
import type { ClockReading, Submission } from '#shared/model/clock.ts';
import type { IncidentFacts } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { ClockTable } from '../../parts/clock-table.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Menu } from '../../parts/menu.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { RegimePicker } from '../../parts/regime-picker.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { useNow } from '../../state/use-now.ts';
import { ClockForm, type ClockFormKind } from './clock-form.tsx';
import styles from './incidents.module.css';

/** All clocks of the incident, what was submitted, and which regimes are watched. Nothing is sent from here. */
export function SubmissionsTab({ facts: { incident, clocks, timeZoneDatabase } }: { readonly facts: IncidentFacts }) {
  const now = useNow();
  const [form, setForm] = useState<{ readonly kind: ClockFormKind; readonly clock: ClockReading } | null>(null);
  const [choosing, setChoosing] = useState(incident.regimes.length === 0);
  const picked = incident.regimes.map(({ pack, entity }) => ({ pack, entity }));
  return (
    <div className={styles.scroll}>
      <SectionHeader title="Clocks" detail={`strict deadlines · time zones: ${timeZoneDatabase}`}>
        <Button small look="quiet" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          Regimes…
        </Button>
      </SectionHeader>
      {choosing && (
        <div className={styles.form}>
          <RegimePicker
            picked={picked}
            onChange={(next) => {
              const added = next.find((one) => !picked.some((before) => before.pack === one.pack && before.entity === one.entity));
              const dropped = picked.find((one) => !next.some((after) => after.pack === one.pack));
              if (added !== undefined) void doStep(incident.id, { do: 'choose regime', ...added });
              else if (dropped !== undefined) void doStep(incident.id, { do: 'drop regime', pack: dropped.pack, reason: 'no longer watched' });
            }}
          />
        </div>
      )}
      {form !== null && <ClockForm key={`${form.kind} ${form.clock.id}`} kind={form.kind} clock={form.clock} incident={incident} onClose={() => setForm(null)} />}
      <ClockTable
        label="Clocks of this incident"
        clocks={clocks}
        zone={incident.zone}
        now={now}
        actions={(clock) => (
          <Menu
            label={`What to do about ${clock.article}`}
            align="end"
            trigger={
              <Button small aria-label={`Act on ${clock.article}, ${clock.title}`}>
                Act…
              </Button>
            }
            items={[
              { id: 'submit', title: 'Record a submission…', onChoose: () => setForm({ kind: 'submission', clock }) },
              { id: 'target', title: 'Set your own target…', onChoose: () => setForm({ kind: 'target', clock }) },
              null,
              { id: 'applies', title: 'It applies…', disabled: clock.condition === null && clock.state.name !== 'not applicable' && clock.state.name !== 'withdrawn', onChoose: () => setForm({ kind: 'applies', clock }) },
              { id: 'not', title: 'Not applicable…', onChoose: () => setForm({ kind: 'not applicable', clock }) },
              { id: 'withdrawn', title: 'Withdrawn…', onChoose: () => setForm({ kind: 'withdrawn', clock }) },
            ]}
          />
        )}
      />
      <SectionHeader title="Submissions" detail="as people recorded them; a correction is a submission of its own" />
      {incident.submissions.length === 0 ? <p className={styles.note}>No submission is recorded.</p> : <Submissions submissions={incident.submissions} />}
    </div>
  );
}

function Submissions({ submissions }: { readonly submissions: readonly Submission[] }) {
  return (
    <PlainTable
      label="Submissions"
      rows={submissions}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { id: 'seq', title: 'Journal', width: '80px', cell: ({ seq }) => <span className="mono">{seq}</span> },
        { id: 'at', title: 'Submitted', width: '210px', cell: ({ at }) => <Instant at={at.ns} show="both" /> },
        { id: 'clock', title: 'Clock', width: '140px', cell: ({ clock }) => <span className="mono">{clock}</span> },
        { id: 'kind', title: 'Kind', width: '110px', cell: ({ kind }) => kind },
        { id: 'by', title: 'Handed in by', width: '130px', cell: ({ sentBy }) => <VisibleText text={sentBy} /> },
        { id: 'how', title: 'Channel, reference', cell: ({ channel, reference }) => <VisibleText text={[channel, reference].filter((part) => part !== '').join(', ')} /> },
        { id: 'due', title: 'Due then', width: '180px', cell: ({ dueThen }) => <Instant at={dueThen} show="minute" absent="none known" /> },
        { id: 'report', title: 'Report', width: '150px', cell: ({ report }) => (report === null ? <span className={styles.quiet}>none attached</span> : <span className="mono" title={report.sha256}>{report.fileName}</span>) },
      ]}
    />
  );
}
