import { History, Pin, Star, Trash2 } from 'lucide-react';
import type { SearchProblem } from '#shared/search/search.ts';
import { explainSearch } from '#shared/search/explain-search.ts';
import { parseSearch } from '#shared/search/parse-search.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { countText } from '../parts/count-text.ts';
import { Icon } from '../parts/icon.tsx';
import { Key } from '../parts/key.tsx';
import { visibleString } from '../parts/visible-characters.ts';
import { VisibleText } from '../parts/visible-text.tsx';
import { showDialog } from '../state/annotations-state.ts';
import { forgetSearch, useSavedSearches } from '../state/saved-searches.ts';
import type { Offer } from './complete-search.ts';
import styles from './search-box.module.css';

export const searchHintId = 'search-hint';
export const searchOffersId = 'search-offers';
export const offerId = (index: number): string => `search-offer-${index}`;

interface Props {
  readonly text: string;
  readonly problem: SearchProblem | null;
  readonly offers: readonly Offer[];
  readonly active: number;
  readonly recent: readonly string[];
  readonly onAccept: (index: number) => void;
  readonly onUse: (where: string) => void;
}

/** Below the box while it is used: what is matched, or what is wrong; what may come next; what was searched before. */
export function SearchHelp({ text, problem, offers, active, recent, onAccept, onUse }: Props) {
  const saved = useSavedSearches((state) => state.searches);
  const empty = text.trim() === '';
  const earlier = recent.filter((where) => where !== text.trim() && where.includes(text.trim())).slice(0, 6);
  return (
    <div className={styles.hint} onMouseDown={(event) => event.preventDefault()}>
      <div id={searchHintId} role="status" className={styles.said}>
        {problem === null ? <Explained text={text} /> : <ProblemPlace text={text} problem={problem} />}
      </div>
      <div id={searchOffersId} role="listbox" aria-label="Completions" className={styles.offers}>
        {offers.map((offer, index) => (
          <div key={offer.text} id={offerId(index)} role="option" aria-selected={index === active} className={classNames(styles.offer, index === active && styles.active)} onClick={() => onAccept(index)}>
            <VisibleText text={offer.label} className="mono" />
            <span className={styles.note}>{offer.note}</span>
            {offer.count !== null && <span className={styles.count}>{countText(offer.count)}</span>}
          </div>
        ))}
      </div>
      {problem === null && !empty && (
        <div className={styles.foot}>
          <Button small icon={Star} onClick={() => showDialog({ kind: 'save search', where: text.trim() })}>
            Save this search…
          </Button>
          {offers.length > 0 && (
            <span className={styles.note}>
              <Key>Tab</Key> takes the marked completion, <Key>Enter</Key> applies the search
            </span>
          )}
        </div>
      )}
      {empty && saved.length > 0 && (
        <section aria-label="Saved searches" className={styles.list}>
          {saved.map(({ name, where, pinned }) => (
            <div key={name} className={styles.saved}>
              <button type="button" className={styles.use} title={visibleString(where)} onClick={() => onUse(where)}>
                <Icon of={pinned ? Pin : Star} size="xs" /> <VisibleText text={name} /> <VisibleText text={where} className={classNames('mono', styles.note)} />
              </button>
              <IconButton icon={Trash2} label={`Remove the saved search ${visibleString(name)}`} small onClick={() => void forgetSearch(name)} />
            </div>
          ))}
        </section>
      )}
      {earlier.length > 0 && offers.length === 0 && (
        <section aria-label="Earlier searches" className={styles.list}>
          {earlier.map((where) => (
            <button key={where} type="button" className={styles.use} onClick={() => onUse(where)}>
              <Icon of={History} size="xs" /> <VisibleText text={where} className="mono" />
            </button>
          ))}
        </section>
      )}
      {empty && <Syntax />}
    </div>
  );
}

function Explained({ text }: { readonly text: string }) {
  const parsed = parseSearch(text);
  if (!parsed.ok || parsed.search === null) return null;
  return (
    <p>
      Finds <VisibleText text={explainSearch(parsed.search)} />.
    </p>
  );
}

function ProblemPlace({ text, problem: { start, end, message } }: { readonly text: string; readonly problem: SearchProblem }) {
  return (
    <>
      <p className={styles.message}>
        <VisibleText text={message} />
      </p>
      <p className="mono">
        <VisibleText text={text.slice(Math.max(0, start - 40), start)} />
        <mark className={styles.here}>
          <VisibleText text={text.slice(start, end) || ' '} />
        </mark>
        <VisibleText text={text.slice(Math.max(start, end), end + 40)} />
      </p>
      <p className={styles.note}>Not applied: the views still show the last search that could be read.</p>
    </>
  );
}

const syntax = [
  ['word', 'in id, subject, record, agent, approver, action type, or a word of the texts'],
  ['text:"paid twice"', 'both words in inputs, outputs or actions; text:refun* words that begin so'],
  ['field:value', 'action agent model version prompt approver rule approval outcome record source country …'],
  ['customer:44821', 'all runs about a customer; also lead deal ticket invoice user account'],
  ['is:starred  tag:x', 'what analysts wrote: also comment:word, is:commented'],
  ['-approval:human', 'not; a b both, a OR b either; brackets group, quotes keep blanks'],
  ['missing:approval', 'nothing is recorded of it; has: the reverse; any field'],
  ['amount:>500', 'compare: also proposed, score; times: at, decided, executed, confirmed:2026-03-17'],
] as const;

function Syntax() {
  return (
    <dl className={styles.syntax}>
      {syntax.map(([example, meaning]) => (
        <div key={example}>
          <dt className="mono">{example}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
