import { versionRateIds, versionRateTitles, type VersionRates, type VersionReview } from '#shared/model/version-review.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { SurveyNote } from '../../parts/survey-note.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import type { DeploymentAxis } from './deployment-rows.ts';
import { ReviewSheet } from './review-sheet.tsx';
import { within } from './version-words.ts';
import styles from './versions-view.module.css';

const few = 30;

/** What the runs of each version came to, each share beside its numbers. */
export function RateTable({ review, where, span }: { readonly review: VersionReview | null; readonly where: string; readonly span: DeploymentAxis }) {
  if (review === null) return null;
  const rows = review.rates ?? [];
  return (
    <section aria-label="Shares by version">
      <SectionHeader title="What runs of each version came to" detail={`${countText(review.matching)} of ${countText(review.total)} runs match the search · share, Wilson 95 % interval`} />
      {review.rates === null && <SurveyNote survey={review.survey} />}
      {rows.length > 0 && (
        <table className={styles.table} aria-label="Shares by version">
          <thead>
            <tr>
              <th scope="col">Name · version</th>
              <th scope="col" className={styles.runsCell}>Runs</th>
              {versionRateIds.map((id) => (
                <th key={id} scope="col">{versionRateTitles[id]}</th>
              ))}
              <th scope="col">Review</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Rates key={JSON.stringify([row.kind, row.name, row.version])} row={row} where={where} span={span} />
            ))}
          </tbody>
        </table>
      )}
      {rows.some(({ runs }) => runs < few) && <p className={styles.note}>Versions of fewer than {few} runs are marked: their shares may well be chance. Shares differ for many reasons; the record does not say which.</p>}
    </section>
  );
}

function Rates({ row: { kind, name, version, runs, rates, term }, where, span }: { readonly row: VersionRates; readonly where: string; readonly span: DeploymentAxis }) {
  return (
    <tr>
      <th scope="row">
        <span className={styles.quiet}>{kind}</span> <VisibleText text={name} className="mono" /> {version === null ? <span className={styles.quiet}>version not recorded</span> : <VisibleText text={version} className="mono" />}
      </th>
      <td className={styles.runsCell}>
        {term === null ? <span className="mono">{countText(runs)}</span> : <Button look="link" small className="mono" aria-label={visibleString(`${countText(runs)} runs of ${name} ${version ?? ''}`)} onClick={() => goTo({ view: 'runs', where: within(where, term) })}>{countText(runs)}</Button>}
        {runs < few && <small className={styles.caution}>few</small>}
      </td>
      {versionRateIds.map((id) => (
        <td key={id}>
          <span className="mono">{countText(rates[id].k)}</span>
          <small>{rates[id].interval === null ? 'no share' : `${tenths(rates[id].k / rates[id].n)} % · ${tenths(rates[id].interval[0])}–${tenths(rates[id].interval[1])}`}</small>
        </td>
      ))}
      <td>
        <ReviewSheet kind={kind} name={name} from={String(span.from)} until={String(span.until)} />
      </td>
    </tr>
  );
}

function tenths(share: number): string {
  return (Math.round(share * 1000) / 10).toFixed(1);
}
