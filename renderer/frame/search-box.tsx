import { Search, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Chip } from '../parts/chip.tsx';
import { classNames } from '../parts/class-names.ts';
import { Icon } from '../parts/icon.tsx';
import { Key } from '../parts/key.tsx';
import { visibleString } from '../parts/visible-characters.ts';
import { VisibleText } from '../parts/visible-text.tsx';
import { useCase } from '../state/case-state.ts';
import { loadRecentSearches, noteSearch, useSavedSearches } from '../state/saved-searches.ts';
import { useAnswer } from '../state/use-answer.ts';
import { adjustPlace, goTo, useView } from '../state/view-state.ts';
import { accept, fieldOffers, fixedOffers, isTextField, type Offer, type Typing, typingAt, valueOffer } from './complete-search.ts';
import { leaveSearch, searchInputId } from './focus-search.ts';
import styles from './search-box.module.css';
import { checkSearch } from './search-check.ts';
import { offerId, SearchHelp, searchHintId, searchOffersId } from './search-help.tsx';
import { chipValue, plainTerms, termParts, withoutTerm } from './search-terms.ts';

const pauseBeforeApplying = 200;

/** One text for every view. What is typed shows at once and applies after a short pause, but only while it can be read. */
export function SearchBox() {
  const where = useView((state) => state.place.where);
  const sources = useCase((state) => state.sources);
  const recent = useSavedSearches((state) => state.recent);
  const [draft, setDraft] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const beforeEditing = useRef('');
  const caretToSet = useRef<number | null>(null);
  const text = draft ?? where;
  const problem = checkSearch(text);
  const terms = editing || problem !== null ? null : plainTerms(text);
  const asChips = terms !== null && terms.length > 0;
  const typing = useMemo(() => (editing && draft !== null ? typingAt(text, caret) : null), [editing, draft, text, caret]);
  const offers = useOffers(typing);

  useEffect(() => {
    if (draft === null || problem !== null) return undefined;
    const timer = setTimeout(() => {
      adjustPlace({ where: draft.trim() });
      setDraft((now) => (now === draft && !editing ? null : now));
    }, pauseBeforeApplying);
    return () => clearTimeout(timer);
  }, [draft, problem, editing]);

  // With the text itself, before another key can be typed.
  useLayoutEffect(() => {
    if (caretToSet.current !== null) input.current?.setSelectionRange(caretToSet.current, caretToSet.current);
    caretToSet.current = null;
  }, [text]);

  const type = (next: string, at: number): void => {
    setDraft(next);
    setCaret(at);
    setActive(-1);
  };
  const take = (index: number): void => {
    const offer = offers[index];
    if (offer === undefined || typing === null) return;
    const taken = accept(text, caret, typing.start, offer);
    type(taken.text, taken.caret);
    caretToSet.current = taken.caret;
  };
  const apply = (applied: string): void => {
    // The step back leads to the text from before the typing, not to every word on the way.
    adjustPlace({ where: beforeEditing.current });
    goTo({ where: applied });
    setDraft(null);
    void noteSearch(applied);
    if (input.current !== null) leaveSearch(input.current);
  };

  const pressed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && offers.length > 0) {
      event.preventDefault();
      setActive((now) => (event.key === 'ArrowDown' ? Math.min(offers.length - 1, now + 1) : Math.max(-1, now - 1)));
    } else if (event.key === 'Tab' && !event.shiftKey && offers.length > 0) {
      event.preventDefault();
      take(Math.max(0, active));
    } else if (event.key === 'Enter' && active >= 0) {
      take(active);
    } else if (event.key === 'Enter' && problem === null) {
      apply(text.trim());
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (active >= 0) {
        setActive(-1);
        return;
      }
      adjustPlace({ where: beforeEditing.current });
      setDraft(null);
      leaveSearch(event.currentTarget);
    }
  };

  const remove = (index: number) => {
    setDraft(null);
    goTo({ where: withoutTerm(plainTerms(text) ?? [], index) });
  };

  return (
    <div role="search" className={styles.holder}>
      <div className={classNames(styles.box, problem !== null && styles.wrong)}>
        <Icon of={problem === null ? Search : TriangleAlert} size="s" className={styles.icon} />
        {asChips && (
          <div className={styles.chips}>
            {terms.map((term, index) => {
              const { name, value: written } = termParts(term);
              const value = chipValue(name, written, sources);
              return (
                <Chip key={`${index} ${term}`} name={name ?? undefined} onRemove={() => remove(index)} removeLabel={`Remove ${visibleString(`${name ?? ''}${value}`)}`}>
                  <VisibleText text={value} />
                </Chip>
              );
            })}
          </div>
        )}
        <input
          ref={input}
          id={searchInputId}
          type="text"
          role="combobox"
          aria-label="Search runs"
          aria-autocomplete="list"
          aria-expanded={editing && offers.length > 0}
          aria-controls={editing ? searchOffersId : undefined}
          aria-activedescendant={active >= 0 ? offerId(active) : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem !== null || editing ? searchHintId : undefined}
          autoComplete="off"
          spellCheck={false}
          className={styles.input}
          placeholder={asChips ? '' : 'field:value · -not · missing:approval'}
          value={asChips ? '' : text}
          onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onFocus={() => {
            beforeEditing.current = where;
            setEditing(true);
            void loadRecentSearches();
          }}
          onBlur={() => {
            setEditing(false);
            setActive(-1);
          }}
          onKeyDown={pressed}
        />
        {text !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label="Clear the search"
            onClick={() => {
              setDraft(null);
              goTo({ where: '' });
            }}
          >
            <Icon of={X} size="xs" />
          </button>
        )}
        {!editing && <Key>/</Key>}
      </div>
      {(editing || problem !== null) && <SearchHelp text={text} problem={problem} offers={offers} active={active} recent={recent} onAccept={take} onUse={apply} />}
    </div>
  );
}

const mostOffers = 12;
const nothing: readonly Offer[] = [];

/** Fields by their beginning; values of a closed list; values of the case with how many runs have each. */
function useOffers(typing: Typing | null): readonly Offer[] {
  const revision = useCase((state) => state.revision);
  const fixed = useMemo(() => (typing === null ? nothing : typing.kind === 'field' ? fieldOffers(typing) : fixedOffers(typing)), [typing]);
  const asked = useMemo(() => (typing?.kind === 'value' && fixed === null && isTextField(typing.field) ? { field: typing.field, where: '', part: typing.part, limit: mostOffers } : null), [typing, fixed]);
  const { value, pending } = useAnswer('search.values', asked, revision);
  return useMemo(() => {
    if (fixed !== null) return fixed;
    if (asked === null || value === null || pending || typing?.kind !== 'value') return nothing;
    return value.values.map((found) => valueOffer(asked.field, typing.excluded, found));
  }, [fixed, asked, value, pending, typing]);
}
