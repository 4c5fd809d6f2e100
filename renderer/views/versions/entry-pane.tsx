import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { versionRateIds, versionRateTitles, type VersionReview } from '#shared/model/version-review.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { Instant } from '../../parts/instant.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import { conditionWords, endWords, within } from './version-words.ts';
import styles from './versions-view.module.css';

/** One deployment whole: what is stated of it and where, and what the runs say that used it. */
export function EntryPane({ entry, review, where, onClose }: { readonly entry: VersionEntry; readonly review: VersionReview | null; readonly where: string; readonly onClose: () => void }) {
  const rates = review?.rates?.find((one) => one.kind === entry.kind && one.name === entry.name && one.version === entry.version);
  return (
    <aside className={styles.pane} aria-label="Deployment">
      <header className={styles.paneHead}>
        <h2 className={styles.paneTitle}>
          <VisibleText text={`${entry.name} ${entry.version}`} />
        </h2>
        <IconButton icon={X} label="Close" small onClick={onClose} />
      </header>
      <dl className={styles.facts}>
        <Fact name="Kind">{entry.kind}</Fact>
        <Fact name="From">
          <Instant at={entry.from} show="both" />
        </Fact>
        <Fact name="Until">{endWords(entry) ?? <><Instant at={entry.until} show="both" />{entry.end === 'inferred' && ' (inferred)'}</>}</Fact>
        <Fact name="Known from">{entry.basis === 'registry' ? 'a registry' : 'first use in the runs'}</Fact>
        {entry.rule !== null && <Fact name="Inferred">{entry.rule}</Fact>}
        <Fact name="Changelog">{recorded(entry.changelog)}</Fact>
        <Fact name="Approved by">{recorded(entry.approvedBy)}</Fact>
        {(entry.kind === 'rule' || entry.kind === 'policy') && (
          <>
            <Fact name="Says">{recorded(entry.text)}</Fact>
            <Fact name="Conditions">{recorded(conditionWords(entry))}</Fact>
            <Fact name="Owner">{recorded(entry.owner)}</Fact>
            <Fact name="Review">{recorded(entry.review)}</Fact>
          </>
        )}
        <Fact name="Used by">{entry.use === null ? 'not counted for this kind' : countedText(entry.use.runs, 'run')}</Fact>
        {entry.stated.map(({ source, sourceKey, offset, length }) => (
          <Fact key={`${sourceKey} ${offset}`} name="Stated in">
            <VisibleText text={source} /> <span className="mono">@{offset}+{length}</span>
          </Fact>
        ))}
      </dl>
      {rates !== undefined && (
        <>
          <h3 className={styles.paneTitle}>Runs that name it</h3>
          <dl className={styles.facts}>
            {versionRateIds.map((id) => (
              <Fact key={id} name={versionRateTitles[id]}>
                <span className="mono">
                  {countText(rates.rates[id].k)} of {countText(rates.rates[id].n)}
                </span>
              </Fact>
            ))}
          </dl>
          {rates.term !== null && (
            <Button small onClick={() => goTo({ view: 'runs', where: within(where, rates.term ?? '') })}>
              Open these runs
            </Button>
          )}
        </>
      )}
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function recorded(text: string | null): ReactNode {
  return text === null ? <span className={styles.quiet}>not recorded</span> : <VisibleText text={text} lines />;
}
