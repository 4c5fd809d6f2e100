import { useState } from 'react';
import type { SourceVerdict } from '#shared/model/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { CopyButton, Hash } from '../../parts/hash.tsx';
import { VerdictMark } from '../../parts/marks.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { AttacksPart } from './attacks-part.tsx';
import { ChainStrip } from './chain-strip.tsx';
import { CoveragePart } from './coverage-part.tsx';
import { FailurePart } from './failure-part.tsx';
import { failureId } from './failure-rows.ts';
import { LimitsPart } from './limits-part.tsx';
import { propertyRows, settleFieldOf, verdictMarks, verdictTitles } from './property-rows.ts';
import styles from './verdict-pane.module.css';

/** One layer of proof: its properties, its chain, its failures, its limits. */
export function VerdictPane({ verdict }: { readonly verdict: SourceVerdict }) {
  const { failures, segments } = verdict;
  const [selected, setSelected] = useState<string | null>(null);
  const shown = failures.find((failure) => failureId(failure) === selected) ?? failures[0] ?? null;
  return (
    <>
      <Summary verdict={verdict} />
      <Properties verdict={verdict} />
      {segments.length > 0 && <ChainStrip verdict={verdict} failure={shown} onFailure={(failure) => setSelected(failureId(failure))} />}
      {failures.length > 0 && <FailurePart verdict={verdict} shown={shown} onSelect={(failure) => setSelected(failureId(failure))} />}
      {verdict.fields !== undefined && verdict.fields.length > 0 && <CoveragePart verdict={verdict} />}
      <AttacksPart verdict={verdict} />
      <LimitsPart verdict={verdict} />
    </>
  );
}

function Summary({ verdict: { mechanism, profile, inferred, records, chains, outside, headline, name, head } }: { readonly verdict: SourceVerdict }) {
  return (
    <div className={styles.summary}>
      <p className={styles.headline}>
        <VisibleText text={headline} />
        <CopyButton text={`${name}. ${headline}`} label="Copy the headline" />
      </p>
      <p className={styles.facts}>
        {mechanism === 'none' ? (
          'The records carry neither hashes nor signatures this build knows. What can still be said is in the row on custody: whether the bytes are those that were imported.'
        ) : (
          <>
            <VisibleText text={mechanism} /> · {countedText(records, 'record')}{chains === 0 ? '' : ` in ${countedText(chains, 'chain')}`}
            {outside > 0 && `, ${countedText(outside, 'record')} outside it`}
            {profile !== null && (
              <>
                {' '}
                · recipe <VisibleText text={profile.title} />
                {profile.variant !== null && (
                  <>
                    , variant <VisibleText text={profile.variant} />
                  </>
                )}
                {inferred ? ' (found by trying)' : ''} <Hash value={profile.sha256} name="hash of the recipe" />
              </>
            )}
          </>
        )}
      </p>
      {head !== null && (
        <p className={styles.facts}>
          Head, to be written down as an anchor: <Hash value={head} name="head hash" whole />
        </p>
      )}
    </div>
  );
}

function Properties({ verdict }: { readonly verdict: SourceVerdict }) {
  return (
    <table className={styles.table} aria-label="Properties">
      <colgroup>
        <col className={styles.colProperty} />
        <col className={styles.colVerdict} />
        <col />
        <col className={styles.colCopy} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Property</th>
          <th scope="col">Verdict</th>
          <th scope="col">What can be said</th>
          <th scope="col">
            <span className="hidden-text">Copy</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {propertyRows(verdict).map(({ id, title, names, verdict: { verdict: word, sentence, missing }, quote }) => (
          <tr key={id} data-verdict={word}>
            <th scope="row">{title}</th>
            <td>
              <VerdictMark verdict={verdictMarks[word]}>{verdictTitles[word]}</VerdictMark>
            </td>
            <td>
              <VisibleText text={sentence} />
              {names !== null && <span className={styles.missing}>{names}</span>}
              {missing !== null && (
                <span className={styles.missing}>
                  Would settle it: <VisibleText text={missing} />{' '}
                  {verdict.sourceKey !== null && (
                    <Button look="link" small aria-label={`Supply what settles ${title.toLowerCase()}`} onClick={() => showField(settleFieldOf(id))}>
                      Supply it
                    </Button>
                  )}
                </span>
              )}
            </td>
            <td>
              <CopyButton text={quote} label={`Copy the sentence on ${title.toLowerCase()}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the field that takes the missing input: it may stand beside or below. */
function showField(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>('input:not([hidden]), button')?.focus();
}
