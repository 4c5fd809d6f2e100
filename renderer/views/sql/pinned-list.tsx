import type { PinnedResult, RerunResult } from '#shared/model/sql-console.ts';
import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/chip.tsx';
import { countedText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { rerunSql, unpinSql, useSql } from '../../state/sql-state.ts';
import styles from './sql-view.module.css';

/** Results somebody means to state. Run again, each is the same, changed, or cannot be run. */
export function PinnedList({ pins, onTake }: { readonly pins: readonly PinnedResult[]; readonly onTake: (sql: string) => void }) {
  const reruns = useSql((state) => state.reruns);
  const rerunning = useSql((state) => state.rerunning);
  if (pins.length === 0) return <EmptyState title="Nothing is pinned" next="Run a query and pin its result to be able to state it, and to run it again." />;
  return (
    <ul className={styles.list}>
      {pins.toReversed().map(({ seq, at, actor, name, sql, rows, sha256 }) => (
        <li key={seq} className={styles.pin}>
          <h2 className={styles.pinTitle}>
            <VisibleText text={name} />
          </h2>
          <p className={styles.quiet}>
            {countedText(rows, 'row')} · <Hash value={sha256} />
          </p>
          <p className={styles.quiet}>
            <Instant at={String(BigInt(Date.parse(at)) * 1_000_000n)} show="both" /> · <VisibleText text={actor} />
          </p>
          <div className={styles.pinActs}>
            <Button small disabled={rerunning !== null} onClick={() => void rerunSql(seq)}>
              {rerunning === seq ? 'Running…' : 'Run again'}
            </Button>
            <Button small look="quiet" onClick={() => onTake(sql)}>
              Show
            </Button>
            <Button small look="quiet" onClick={() => void unpinSql(seq)}>
              Take back
            </Button>
          </div>
          <Compared rerun={reruns.get(seq)} />
        </li>
      ))}
    </ul>
  );
}

const tones = { same: 'ok', changed: 'caution', 'cannot be re-run': 'unknown' } as const;

function Compared({ rerun }: { readonly rerun: RerunResult | undefined }) {
  return (
    <div role="status">
      {rerun !== undefined && <Chip tone={tones[rerun.state]}>{rerun.state}</Chip>}
      {typeof rerun?.why === 'string' && (
        <p className={styles.quiet}>
          <VisibleText text={rerun.why} />
        </p>
      )}
    </div>
  );
}
