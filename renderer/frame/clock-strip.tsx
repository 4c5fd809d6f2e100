import { Clock, TriangleAlert } from 'lucide-react';
import { Icon } from '../parts/icon.tsx';
import { classNames } from '../parts/class-names.ts';
import { instantText } from '../parts/instant-text.ts';
import { timeLeft } from '../parts/time-left.ts';
import { useCase } from '../state/case-state.ts';
import { useIncidents } from '../state/incidents-state.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useNow } from '../state/use-now.ts';
import { goTo } from '../state/view-state.ts';
import styles from './clock-strip.module.css';

/** The deadline nearest of all incidents; one that has passed unanswered is shown as late until somebody answers it. */
export function ClockStrip() {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const now = useNow();
  const { value } = useAnswer('incidents.list', {}, revision + acts);
  const [nearest] = (value?.incidents ?? []).flatMap(({ id, next }) => (next === null ? [] : [{ id, ...next }])).toSorted((a, b) => (BigInt(a.due) < BigInt(b.due) ? -1 : 1));
  if (nearest === undefined) return null;
  const { text, late } = timeLeft(nearest.due, now);
  const due = instantText(nearest.due, 'utc');
  return (
    <button type="button" className={classNames(styles.strip, late && styles.late)} title={`${nearest.id}, ${nearest.article}: due ${due?.full ?? ''}. Candidate, confirm with counsel.`} onClick={() => goTo({ view: 'clocks', about: null })}>
      <Icon of={late ? TriangleAlert : Clock} size="s" />
      <span className={styles.words}>
        {text} · {nearest.article}
      </span>
    </button>
  );
}
