import { MessageSquareText, Star, Tag, X } from 'lucide-react';
import { Button, IconButton } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { showDialog, star } from '../../state/annotations-state.ts';
import { clearPicks, targetNow, usePicked } from '../../state/picked-runs.ts';
import styles from './pick-bar.module.css';

/** What is picked, how much of it is on screen, and what can be done with it. */
export function PickBar({ loaded }: { readonly loaded: readonly string[] }) {
  const { runs, all } = usePicked();
  const target = targetNow();
  if (target === null || (runs.size === 0 && all === null)) return null;
  const inList = loaded.filter((run) => runs.has(run)).length;
  const words = all === null ? `${countedText(runs.size, 'run')} picked` : `all ${countedText(all.count, 'run')} the search finds`;
  return (
    <div className={styles.bar} role="group" aria-label="Picked runs">
      <span role="status" className={styles.words}>
        {words}
        {all === null && inList < runs.size && <span className={styles.quiet}> · {countText(runs.size - inList)} not in the rows loaded now</span>}
      </span>
      <Button small icon={Star} onClick={() => void star(target.on, true)}>
        Star
      </Button>
      <Button small icon={Tag} onClick={() => showDialog({ kind: 'tag' })}>
        Tag
      </Button>
      {target.single !== null && (
        <Button small icon={MessageSquareText} onClick={() => showDialog({ kind: 'comment' })}>
          Comment
        </Button>
      )}
      <IconButton icon={X} label="Pick none" shortcut="Esc" small onClick={clearPicks} />
    </div>
  );
}
