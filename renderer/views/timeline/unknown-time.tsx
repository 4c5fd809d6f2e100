import type { TimelineHistogram } from '#shared/model/timeline.ts';
import { placementRule, unplacedWords } from '#shared/time-axis.ts';
import { classNames } from '../../parts/class-names.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { goTo } from '../../state/view-state.ts';
import { atTerm, withoutTime } from './at-term.ts';
import type { Stretch } from './time-window.ts';
import styles from './unknown-time.module.css';

/** Runs that cannot stand on the axis: how many, and why; a click lists them. */
export function UnknownTime({ histogram: { unplaced, unplacedTotal, total }, axis, where }: { readonly histogram: TimelineHistogram; readonly axis: Stretch | null; readonly where: string }) {
  const reasons = unplaced.filter(({ count }) => count > 0).map(({ reason, count }) => `${countedText(count, 'run')}: ${unplacedWords[reason]}`);
  const words = `${countedText(unplacedTotal.matching, 'run')} of ${countText(total.matching)} at an unknown time. ${reasons.length === 0 ? '' : `${reasons.join('; ')}. `}${placementRule}`;
  const none = unplacedTotal.matching === 0;
  return (
    <button
      type="button"
      className={classNames(styles.unknown, none && styles.none)}
      title={words}
      aria-label={words}
      disabled={none}
      onClick={() => goTo({ view: 'runs', run: null, where: `${withoutTime(where)}${axis === null ? '' : ` -${atTerm(axis)}`}`.trim() })}
    >
      <span className={styles.box}>
        <strong>{countText(unplacedTotal.matching)}</strong>
        unknown time
      </span>
    </button>
  );
}
