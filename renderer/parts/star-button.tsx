import { Star } from 'lucide-react';
import { star, useAnnotations } from '../state/annotations-state.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './star-button.module.css';

/** `inGrid`: out of the order of Tab, since the grid has its own key. */
export function StarButton({ run, inGrid = false }: { readonly run: string; readonly inGrid?: boolean }) {
  const starred = useAnnotations((state) => state.marks.get(run)?.starred === true);
  const words = starred ? 'Take the star from this run' : 'Star this run';
  return (
    <button
      type="button"
      tabIndex={inGrid ? -1 : undefined}
      aria-pressed={starred}
      aria-label={words}
      title={`${words} (s)`}
      className={classNames(styles.star, starred && styles.on)}
      onClick={(event) => {
        event.stopPropagation();
        void star({ runs: [run] }, !starred);
      }}
    >
      <Icon of={Star} size="s" />
    </button>
  );
}
