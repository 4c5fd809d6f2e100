import { Check, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { RawEvent } from '#shared/ipc/answers.ts';
import type { Incident } from '#shared/model/incident.ts';
import { call } from '../../bridge.ts';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { StageIcon } from '../../parts/marks.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Segments } from '../../parts/segments.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VirtualTable, type Column } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import { usePages } from '../../state/use-pages.ts';
import { eventWords } from './event-words.ts';
import styles from './incidents.module.css';
import { VersionEventList } from './version-event-list.tsx';

const sides = [
  { id: 'events', title: 'Records' },
  { id: 'versions', title: 'Versions' },
] as const;
const keyOf = ({ run, kind }: RawEvent): string => `${run} ${kind}`;

/** What the records of its runs say happened, by time. Nothing here can be changed; Enter puts an event on the curated timeline. */
export function RawEventList({ incident }: { readonly incident: Incident }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const zone = useApp((state) => state.zone);
  const [shown, setShown] = useState<(typeof sides)[number]['id']>('events');
  const [selected, setSelected] = useState<string | null>(null);
  const [total, setTotal] = useState<{ readonly events: number; readonly withoutDetails: number } | null>(null);
  const pages = usePages<RawEvent>(`${incident.id} ${incident.runs.length} ${revision} ${acts}`, async (after) => {
    const answer = await call('incidents.events', { incident: incident.id, after, limit: 200 });
    if (answer.ok) setTotal({ events: answer.value.total, withoutDetails: answer.value.withoutDetails });
    return answer;
  });
  const promote = (event: RawEvent): void => {
    if (event.promoted === null) void doStep(incident.id, { do: 'promote', run: event.run, stage: event.kind, title: '' });
  };
  const columns: readonly Column<RawEvent>[] = [
    { id: 'at', title: 'Time', width: 128, cell: ({ at }) => <Instant at={at} /> },
    { id: 'event', title: 'Event', width: 200, grow: 3, cell: (event) => <EventCell event={event} /> },
    { id: 'run', title: 'Run', width: 96, grow: 1, cell: ({ runName }) => <VisibleText text={runName} className="mono" /> },
    {
      id: 'promote', title: 'Promote', titleHidden: true, width: 40,
      cell: (event) =>
        event.promoted === null ? (
          <button type="button" tabIndex={-1} className={styles.promote} aria-label={`Put on the curated timeline: ${eventWords(event).what}`} onClick={() => promote(event)}>
            <Icon of={ChevronRight} size="s" />
          </button>
        ) : (
          <span className={styles.promoted} role="img" aria-label="On the curated timeline" title="On the curated timeline">
            <Icon of={Check} size="s" />
          </span>
        ),
    },
  ];
  return (
    <section className={styles.pane} aria-label="Raw events">
      <SectionHeader title="Raw events" detail={shown === 'versions' ? 'what was deployed when' : total === null ? null : `${countText(total.events)} with a recorded time, of ${countText(incident.runs.length)} runs${total.withoutDetails === 0 ? '' : ` · ${countText(total.withoutDetails)} runs not surveyed yet`}`}>
        <Segments label="Raw events shown" options={sides} value={shown} onChange={setShown} />
      </SectionHeader>
      {pages.problem !== null && <ProblemNote problem={pages.problem} />}
      {shown === 'versions' ? (
        <VersionEventList incident={incident} />
      ) : (
        <VirtualTable label="Raw events" columns={columns} rows={pages.rows} rowKey={keyOf} total={total?.events} selected={selected} group={{ of: ({ at }) => instantText(at, zone)?.date ?? '', head: (date) => date }} onSelect={(row) => setSelected(keyOf(row))} onOpen={promote} onNearEnd={pages.loadMore} empty={<p className={styles.note}>No event with a recorded time. Add runs from the list of runs.</p>} />
      )}
    </section>
  );
}

function EventCell({ event }: { readonly event: RawEvent }) {
  const { what, detail } = eventWords(event);
  return (
    <span className={styles.inline}>
      <StageIcon kind={event.kind} size="s" />
      <VisibleText text={what} />
      {detail !== null && <VisibleText text={detail} className={styles.quiet ?? ''} />}
    </span>
  );
}
