import { Crosshair, Plus } from 'lucide-react';
import { useState } from 'react';
import type { IncidentSummary } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { countedText } from '../../parts/count-text.ts';
import { Count } from '../../parts/count.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NewIncident } from '../../parts/new-incident.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { timeLeft } from '../../parts/time-left.ts';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useNow } from '../../state/use-now.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './incidents.module.css';

export function IncidentList() {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const now = useNow();
  const [making, setMaking] = useState(false);
  const { value, problem } = useAnswer('incidents.list', {}, revision + acts);
  const incidents = value?.incidents ?? [];
  return (
    <div className={styles.view}>
      <ViewHeader title="Incidents" detail={value === null ? null : `${countedText(incidents.length, 'incident')} in this case`}>
        <Button look={incidents.length === 0 ? 'plain' : 'primary'} icon={Plus} onClick={() => setMaking(true)}>
          New incident
        </Button>
      </ViewHeader>
      {problem !== null && <ProblemNote problem={problem} />}
      {making && <NewIncident runs={{ ids: [] }} origin={{ kind: 'by hand', text: '' }} words="No run is chosen yet: add them from the list of runs." onClose={() => setMaking(false)} />}
      {value === null ? null : incidents.length === 0 ? (
        <EmptyState icon={Crosshair} title="No incident yet" next="Search for the runs concerned, then “Add to incident”: in the list of runs, on a run, in a finding or in its blast radius. Or begin with one by hand.">
          <Button onClick={() => goTo({ view: 'runs', run: null })}>Go to the runs</Button>
        </EmptyState>
      ) : (
        <div className={styles.scroll}>
          <PlainTable
            label="Incidents"
            rows={incidents}
            rowKey={({ id }) => id}
            columns={[
              { id: 'id', title: 'Incident', width: '116px', cell: ({ id }) => <span className="mono">{id}</span> },
              {
                id: 'title', title: 'Title',
                cell: ({ id, title }) => (
                  <Button look="link" onClick={() => goTo({ about: id })}>
                    <VisibleText text={title} />
                  </Button>
                ),
              },
              { id: 'severity', title: 'Severity', width: '90px', cell: ({ severity }) => severity },
              { id: 'status', title: 'Status', width: '90px', cell: ({ status }) => status },
              { id: 'owner', title: 'Owner', width: '110px', cell: ({ owner }) => (owner === '' ? <span className={styles.quiet}>not named</span> : <VisibleText text={owner} />) },
              { id: 'runs', title: 'Runs', width: '64px', align: 'end', cell: ({ runs }) => <Count of={runs} /> },
              { id: 'regimes', title: 'Regimes', width: '150px', cell: ({ regimes }) => (regimes.length === 0 ? <span className={styles.quiet}>none chosen</span> : regimes.join(', ')) },
              { id: 'next', title: 'Next deadline', width: '290px', cell: (row) => <Next row={row} now={now} /> },
            ]}
          />
        </div>
      )}
    </div>
  );
}

function Next({ row: { next }, now }: { readonly row: IncidentSummary; readonly now: string }) {
  if (next === null) return <span className={styles.quiet}>none runs</span>;
  const { text, late } = timeLeft(next.due, now);
  return (
    <span className={styles.inline}>
      <Chip tone={late ? 'fail' : 'plain'}>{text}</Chip>
      <Instant at={next.due} show="minute" /> {next.article}
    </span>
  );
}
