import { Clock } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { ClockTable } from '../../parts/clock-table.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { SectionHeader, ViewHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { useCase } from '../../state/case-state.ts';
import { useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useNow } from '../../state/use-now.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './clocks-view.module.css';

/** All clocks of all incidents, with their strict deadlines. */
export function ClocksView() {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const now = useNow();
  const { value, problem } = useAnswer('clocks.all', { at: null }, revision + acts);
  const incidents = value?.incidents ?? [];
  const clocks = incidents.flatMap(({ clocks: of }) => of);
  const open = clocks.filter(({ state }) => state.name === 'running' || (state.name === 'late' && state.submission === null)).length;
  return (
    <div className={styles.view}>
      <ViewHeader title="Clocks" detail={value === null ? null : `${countedText(clocks.length, 'clock')}, ${open} open · candidate, confirm with counsel · time zones: ${value.timeZoneDatabase}`} />
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && clocks.length === 0 && (
        <EmptyState icon={Clock} title="No clock is counted" next="Create an incident, choose the regimes to watch, and log when what was known.">
          <Button onClick={() => goTo({ view: 'incidents', about: null })}>Go to the incidents</Button>
        </EmptyState>
      )}
      <div className={styles.scroll}>
        {incidents
          .filter(({ clocks: of }) => of.length > 0)
          .map(({ id, title, zone, clocks: of }) => (
            <section key={id} aria-label={`Clocks of ${id}`}>
              <SectionHeader title={`${id} ${visibleString(title)}`}>
                <Button small onClick={() => goTo({ view: 'incidents', about: id })}>
                  Open the incident
                </Button>
              </SectionHeader>
              <ClockTable label={`Clocks of ${id}`} clocks={of} zone={zone} now={now} />
            </section>
          ))}
      </div>
    </div>
  );
}
