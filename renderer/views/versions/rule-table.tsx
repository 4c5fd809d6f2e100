import type { VersionReview } from '#shared/model/version-review.ts';
import type { VersionEntry } from '#shared/model/version.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { Button } from '../../parts/button.tsx';
import { countText } from '../../parts/count-text.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import type { DeploymentAxis } from './deployment-rows.ts';
import { ReviewSheet } from './review-sheet.tsx';
import { conditionWords, within } from './version-words.ts';
import styles from './versions-view.module.css';

/** Threshold rules: what they say, who answers for them, what was decided under them, and what findings say about that. */
export function RuleTable({ entries, review, where, span }: { readonly entries: readonly VersionEntry[]; readonly review: VersionReview | null; readonly where: string; readonly span: DeploymentAxis }) {
  const registered = entries.filter(({ kind }) => kind === 'rule');
  const cited = (review?.rates ?? []).filter(({ kind }) => kind === 'rule');
  const names = [...new Set([...registered.map(({ name }) => name), ...cited.map(({ name }) => name)])].sort();
  if (names.length === 0) return null;
  return (
    <section aria-label="Threshold rules">
      <SectionHeader title="Threshold rules" detail="runs decided under a rule are those that name it as what allowed them" />
      <table className={styles.table} aria-label="Threshold rules">
        <thead>
          <tr>
            <th scope="col" className={styles.ruleCell}>Rule</th>
            <th scope="col">What it says, newest first</th>
            <th scope="col" className={styles.ownerCell}>Owner · review</th>
            <th scope="col" className={styles.runsCell}>Runs</th>
            <th scope="col">Findings about them</th>
            <th scope="col" className={styles.sheetCell}>Review</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const versions = registered.filter((one) => one.name === name).toReversed();
            const runs = cited.filter((one) => one.name === name).reduce((sum, one) => sum + one.runs, 0);
            const term = writeTerm('rule', name);
            return (
              <tr key={name}>
                <th scope="row"><VisibleText text={name} className="mono" /></th>
                <td>
                  {versions.length === 0 && <span className={styles.caution}>in no imported registry</span>}
                  {versions.map((one) => (
                    <p key={`${one.version} ${one.from}`}>
                      <span className={styles.quiet}>version</span> <VisibleText text={one.version} className="mono" />: {conditionWords(one) === null ? (one.text === null ? <span className={styles.quiet}>{one.basis === 'registry' ? 'conditions not recorded' : 'in no imported registry; inferred from first use'}</span> : <VisibleText text={one.text} />) : <VisibleText text={conditionWords(one) ?? ''} />}
                    </p>
                  ))}
                </td>
                <td>{ownerWords(versions) === null ? <span className={styles.quiet}>not recorded</span> : <VisibleText text={ownerWords(versions) ?? ''} />}</td>
                <td className={styles.runsCell}>
                  <Button look="link" small className="mono" aria-label={visibleString(`${countText(runs)} runs decided under ${name}`)} onClick={() => goTo({ view: 'runs', where: within(where, term) })}>{countText(runs)}</Button>
                </td>
                <td>
                  {(review?.findings ?? []).filter(({ rule }) => rule === name).map(({ finding, title, runs: found }) => (
                    <p key={finding}>
                      <Button look="link" small onClick={() => goTo({ view: 'runs', where: within(where, `${term} finding:${finding}`) })}>{countText(found)}</Button> {title}
                    </p>
                  ))}
                  {review !== null && review.rates !== null && !review.findings.some(({ rule }) => rule === name) && <span className={styles.quiet}>none raised by the rules that were checked</span>}
                </td>
                <td><ReviewSheet kind="rule" name={name} from={String(span.from)} until={String(span.until)} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {byReason(review).map(([why, titles]) => (
        <p key={why} className={styles.note}>Not checked, because {why}: {titles.join(' · ')}.</p>
      ))}
    </section>
  );
}

/** Rules that were not checked, by what they lack. */
function byReason(review: VersionReview | null): readonly (readonly [string, readonly string[]])[] {
  const reasons = new Map<string, string[]>();
  for (const { title, why } of review?.notChecked ?? []) reasons.set(why, [...(reasons.get(why) ?? []), title]);
  return [...reasons];
}

function ownerWords(versions: readonly VersionEntry[]): string | null {
  const [latest] = versions;
  if (latest === undefined || (latest.owner === null && latest.review === null)) return null;
  return `${latest.owner ?? 'owner not recorded'} · ${latest.review ?? 'review not recorded'}`;
}
