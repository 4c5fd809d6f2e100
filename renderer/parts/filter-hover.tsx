import { ListFilter, ListX } from 'lucide-react';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { goTo, useView } from '../state/view-state.ts';
import { classNames } from './class-names.ts';
import styles from './filter-hover.module.css';
import { Icon } from './icon.tsx';
import { excludeTerm, onlyTerm, type SearchTerm, termText } from './search-terms.ts';
import { visibleString } from './visible-characters.ts';

/** Two buttons and a gap before them, in pixels. */
const room = 52;

export interface FilterHoverProps {
  /** null: there is nothing to search for. */
  readonly term: SearchTerm | null;
  readonly align?: 'start' | 'end';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A value that offers to keep, or to leave out, the runs that have it: by two buttons, where there is room beside its text. They never cover it. */
export function FilterHover({ term, align = 'start', className, children }: FilterHoverProps) {
  const [roomy, setRoomy] = useState(false);
  const text = term === null ? null : visibleString(termText(term));
  const measure = (event: MouseEvent<HTMLElement>): void => {
    const [content] = event.currentTarget.children;
    setRoomy(content !== undefined && event.currentTarget.clientWidth - content.getBoundingClientRect().width >= room);
  };
  return (
    <span className={classNames(styles.cell, align === 'end' && styles.end, className)} onMouseEnter={measure} onMouseLeave={() => setRoomy(false)}>
      <span className={styles.content}>{children}</span>
      {roomy && term !== null && text !== null && (
        <span className={styles.actions}>
          <button type="button" tabIndex={-1} className={styles.action} title={`Only ${text}`} aria-label={`Only ${text}`} onClick={(event) => act(event, () => filterByTerm(term, 'in'))}>
            <Icon of={ListFilter} size="xs" />
          </button>
          <button type="button" tabIndex={-1} className={styles.action} title={`Without ${text}`} aria-label={`Without ${text}`} onClick={(event) => act(event, () => filterByTerm(term, 'out'))}>
            <Icon of={ListX} size="xs" />
          </button>
        </span>
      )}
    </span>
  );
}

/** Only the runs with this value, or all without it, of those the search finds. */
export function filterByTerm(term: SearchTerm, way: 'in' | 'out'): void {
  const { where } = useView.getState().place;
  goTo({ where: way === 'in' ? onlyTerm(where, term) : excludeTerm(where, term) });
}

function act(event: { readonly stopPropagation: () => void }, action: () => void): void {
  event.stopPropagation();
  action();
}
