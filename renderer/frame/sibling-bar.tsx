import { classNames } from '../parts/class-names.ts';
import { goTo, useView } from '../state/view-state.ts';
import { railViewOf } from './rail-views.ts';
import styles from './sibling-bar.module.css';

/** The views beside the current one under the same entry of the rail. */
export function SiblingBar() {
  const current = useView((state) => state.place.view);
  const rail = railViewOf(current);
  if (rail?.siblings === undefined) return null;
  return (
    <nav aria-label={rail.title} className={styles.bar}>
      {rail.siblings.map(({ view, title }) => (
        <button key={view} type="button" aria-current={view === current ? 'page' : undefined} className={classNames(styles.entry, view === current && styles.current)} onClick={() => goTo({ view })}>
          {title}
        </button>
      ))}
    </nav>
  );
}
