import { Check, ChevronRight, Flag } from 'lucide-react';
import { useState } from 'react';
import type { VersionEvent } from '#shared/ipc/answers.ts';
import type { Incident } from '#shared/model/incident.ts';
import { Icon } from '../../parts/icon.tsx';
import { instantText } from '../../parts/instant-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VirtualTable, type Column } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useApp } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './incidents.module.css';

/** What was deployed when, by registries and by first use. Enter puts a deployment on the curated timeline. */
export function VersionEventList({ incident }: { readonly incident: Incident }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const zone = useApp((state) => state.zone);
  const [selected, setSelected] = useState<string | null>(null);
  const { value } = useAnswer('incidents.versions', { incident: incident.id }, revision + acts);
  const promote = ({ id, promoted }: VersionEvent): void => {
    if (promoted === null) void doStep(incident.id, { do: 'promote version', version: id, title: '' });
  };
  const columns: readonly Column<VersionEvent>[] = [
    { id: 'at', title: 'Time', width: 128, cell: ({ at }) => <Instant at={at} /> },
    {
      id: 'version', title: 'Deployment', width: 200, grow: 3,
      cell: ({ kind, name, version, previous, again, basis }) => (
        <span className={styles.inline}>
          <Icon of={Flag} size="s" />
          <VisibleText text={`${kind} ${name} ${version}`} />
          <VisibleText text={[again ? 'again' : '', previous === null ? '' : `after ${previous}`, basis === 'first use' ? 'first use, not registered' : ''].filter((part) => part !== '').join(', ')} className={styles.quiet ?? ''} />
        </span>
      ),
    },
    {
      id: 'promote', title: 'Promote', titleHidden: true, width: 40,
      cell: (event) =>
        event.promoted === null ? (
          <button type="button" tabIndex={-1} className={styles.promote} aria-label={`Put on the curated timeline: ${visibleString(`${event.kind} ${event.name} ${event.version}`)}`} onClick={() => promote(event)}>
            <Icon of={ChevronRight} size="s" />
          </button>
        ) : (
          <span className={styles.promoted} role="img" aria-label="On the curated timeline" title="On the curated timeline">
            <Icon of={Check} size="s" />
          </span>
        ),
    },
  ];
  if (value === null) return null;
  return <VirtualTable label="Version changes" columns={columns} rows={value} rowKey={({ id }) => id} total={value.length} selected={selected} group={{ of: ({ at }) => instantText(at, zone)?.date ?? '', head: (date) => date }} onSelect={({ id }) => setSelected(id)} onOpen={promote} empty={<p className={styles.note}>The case knows no version: import a changelog, or records that name one.</p>} />;
}
