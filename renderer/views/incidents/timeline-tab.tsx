import type { IncidentFacts } from '#shared/model/incident.ts';
import { CuratedTimeline } from './curated-timeline.tsx';
import styles from './incidents.module.css';
import { RawEventList } from './raw-event-list.tsx';

/** Raw events left, curated timeline right: one click, or Enter, promotes. */
export function TimelineTab({ facts }: { readonly facts: IncidentFacts }) {
  return (
    <div className={styles.two}>
      <RawEventList incident={facts.incident} />
      <CuratedTimeline incident={facts.incident} />
    </div>
  );
}
