import { X } from 'lucide-react';
import { tag as setTag } from '../state/annotations-state.ts';
import { goTo } from '../state/view-state.ts';
import { Icon } from './icon.tsx';
import { termText } from './search-terms.ts';
import styles from './tag-chips.module.css';
import { visibleString } from './visible-characters.ts';
import { VisibleText } from './visible-text.tsx';

export interface TagChipsProps {
  readonly tags: readonly string[];
  /** The run they are on: then each can be taken off. */
  readonly run?: string;
  /** How many are drawn; the rest is counted. */
  readonly most?: number;
  readonly inGrid?: boolean;
}

/** Each a way to all runs with the tag. */
export function TagChips({ tags, run, most = tags.length, inGrid = false }: TagChipsProps) {
  const hidden = tags.length - most;
  return (
    <span className={styles.chips}>
      {tags.slice(0, most).map((tag) => (
        <span key={tag} className={styles.chip}>
          <button
            type="button"
            tabIndex={inGrid ? -1 : undefined}
            className={styles.name}
            title={`List every run tagged ${visibleString(tag)}`}
            onClick={(event) => {
              event.stopPropagation();
              goTo({ view: 'runs', where: termText({ field: 'tag', value: tag }) });
            }}
          >
            <VisibleText text={tag} />
          </button>
          {run !== undefined && (
            <button type="button" className={styles.off} aria-label={`Take the tag ${visibleString(tag)} off`} onClick={() => void setTag({ runs: [run] }, tag, false)}>
              <Icon of={X} size="xs" />
            </button>
          )}
        </span>
      ))}
      {hidden > 0 && (
        <span className={styles.more} title={visibleString(tags.slice(most).join(', '))}>
          +{hidden}
        </span>
      )}
    </span>
  );
}
