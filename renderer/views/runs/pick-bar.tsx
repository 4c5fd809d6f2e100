import { Columns2, MessageSquareText, Star, Tag, X } from 'lucide-react';
import { AddToIncident } from '../../parts/add-to-incident.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { showDialog, star } from '../../state/annotations-state.ts';
import { clearPicks, targetNow, usePicked } from '../../state/picked-runs.ts';
import { showPair } from '../../state/pair-place.ts';
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
      {all === null && runs.size === 2 && (
        <Button small icon={Columns2} onClick={() => comparePicked([...runs], loaded)}>
          Compare
        </Button>
      )}
      {target.single !== null && (
        <Button small icon={MessageSquareText} onClick={() => showDialog({ kind: 'comment' })}>
          Comment
        </Button>
      )}
      <AddToIncident
        runs={'runs' in target.on ? { ids: [...target.on.runs] } : target.on}
        origin={'runs' in target.on ? { kind: 'runs', text: words } : { kind: 'search', text: target.on.where }}
        words={`${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`}
      />
      <IconButton icon={X} label="Pick none" shortcut="Esc" small onClick={clearPicks} />
    </div>
  );
}

/** A is the one that stands first in the list. */
function comparePicked(picked: readonly string[], loaded: readonly string[]): void {
  const [a, b] = picked.toSorted((one, two) => loaded.indexOf(one) - loaded.indexOf(two));
  if (a !== undefined && b !== undefined) showPair(a, b);
}
