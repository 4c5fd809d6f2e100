import { classNames } from '../parts/class-names.ts';
import { Icon } from '../parts/icon.tsx';
import { goTo, useView } from '../state/view-state.ts';
import { railViewOf, railViews } from './rail-views.ts';
import styles from './rail.module.css';

export function Rail() {
  const current = railViewOf(useView((state) => state.place.view))?.view;
  return (
    <nav aria-label="Views" className={styles.rail}>
      {railViews.map(({ view, title, icon, letter }) => (
        <button
          key={view}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          title={`${title} (g ${letter})`}
          className={classNames(styles.entry, view === current && styles.current)}
          onClick={() => goTo({ view })}
        >
          <Icon of={icon} />
          {title}
        </button>
      ))}
    </nav>
  );
}
