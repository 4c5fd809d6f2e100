import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { approvalClasses, outcomeStatuses } from '#shared/model/run.ts';
import type { SearchField } from '#shared/search/search.ts';
import { Count } from '../../parts/count.tsx';
import { ApprovalMark, OutcomeMark } from '../../parts/marks.tsx';
import { spelled, termText } from '../../parts/search-terms.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './breakdowns.module.css';
import { shareText } from './heat-rows.ts';

interface Slice {
  readonly value: string;
  readonly count: number;
}

const mostListed = 8;

/** How the runs divide; each line opens its runs. */
export function Breakdowns({ summary: { approval, outcome, actionTypes, all } }: { readonly summary: OverviewSummary }) {
  return (
    <div className={styles.three}>
      <Breakdown title="Approval" field="approval" slices={approval} runs={all.runs} />
      <Breakdown title="Outcome" field="outcome" slices={outcome} runs={all.runs} />
      <Breakdown title="Action" field="action" slices={actionTypes} runs={all.runs} />
    </div>
  );
}

function Breakdown({ title, field, slices, runs }: { readonly title: string; readonly field: SearchField; readonly slices: readonly Slice[]; readonly runs: number }) {
  const listed = slices.slice(0, mostListed);
  const largest = Math.max(1, ...slices.map(({ count }) => count));
  return (
    <section className={styles.breakdown} aria-label={`Runs by ${title.toLowerCase()}`}>
      <h2 className={styles.title}>{title}</h2>
      <ul>
        {listed.map(({ value, count }) => (
          <li key={value}>
            <button type="button" className={styles.row} onClick={() => goTo({ view: 'runs', run: null, where: termText({ field, value: termValue(field, value) }) })}>
              <span className={styles.label}>
                <Label field={field} value={value} />
              </span>
              <span className={styles.track} aria-hidden>
                <i style={{ width: `${(count / largest) * 100}%` }} />
              </span>
              <Count of={count} className={styles.count} />
              <span className={styles.share}>{shareText(count, runs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {slices.length > listed.length && <p className={styles.more}>{slices.length - listed.length} more in the list of runs</p>}
    </section>
  );
}

function termValue(field: SearchField, value: string): string | null {
  if (field === 'approval' || field === 'outcome') return spelled(value);
  return value === '' ? null : value;
}

function Label({ field, value }: { readonly field: SearchField; readonly value: string }) {
  const approval = field === 'approval' ? approvalClasses.find((known) => known === value) : undefined;
  if (approval !== undefined) return <ApprovalMark approval={approval} />;
  const outcome = field === 'outcome' ? outcomeStatuses.find((known) => known === value) : undefined;
  if (outcome !== undefined) return <OutcomeMark outcome={outcome} />;
  return value === '' ? <span className={styles.absent}>not recorded</span> : <VisibleText text={value} />;
}
