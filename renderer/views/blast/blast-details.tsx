import type { ReactNode } from 'react';
import type { Blast, Boundary, CountedRuns } from '#shared/model/blast.ts';
import { Count } from '../../parts/count.tsx';
import { Instant } from '../../parts/instant.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './blast-details.module.css';

const listed = 8;

/** Under the figures: what leaves them open, what was left out, how they split, and where the record changes. */
export function BlastDetails({ blast }: { readonly blast: Blast }) {
  const { whyMaybe, apart, boundaries, breakdowns, doubts } = blast;
  return (
    <div className={styles.grid}>
      <Part title="Why runs may belong" empty="Every run records all that is asked for.">
        {whyMaybe.map((row) => (
          <Counted key={row.what} row={row} />
        ))}
      </Part>
      <Part title="Counted apart, in no figure" empty="Nothing: no other environment, no run outside the window.">
        {apart.map((row) => (
          <Counted key={row.what} row={row} />
        ))}
      </Part>
      <Part title="What may be missing from the evidence" empty="Nothing in the sources says that records of this window are missing.">
        {doubts.map((doubt) => (
          <li key={doubt} className={styles.line}>
            <VisibleText text={doubt} />
          </li>
        ))}
      </Part>
      <Part title="Where the record changes" empty="No version is chosen, or no run of the cohort has a time.">
        {boundaries.map((boundary) => (
          <BoundaryRow key={boundary.what} boundary={boundary} />
        ))}
      </Part>
      {breakdowns.map(({ id, title, rows }) => (
        <Part key={id} title={title} empty="No run.">
          {rows.slice(0, listed).map(({ value, certain, possible, where }) => (
            <li key={value ?? ''} className={styles.row}>
              <span className={value === null ? styles.absent : undefined}>
                <VisibleText text={value ?? 'not recorded'} />
              </span>
              <Opens where={where}>
                <Count of={certain} />
                {possible > 0 && (
                  <>
                    {' to '}
                    <Count of={certain + possible} />
                  </>
                )}
              </Opens>
            </li>
          ))}
          {rows.length > listed && <li className={styles.line}>and {rows.length - listed} more values</li>}
        </Part>
      ))}
    </div>
  );
}

function Part({ title, empty, children }: { readonly title: string; readonly empty: string; readonly children: readonly ReactNode[] | ReactNode }) {
  const nothing = Array.isArray(children) && children.flat().filter((child) => child !== false).length === 0;
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {nothing ? <p className={styles.empty}>{empty}</p> : <ul className={styles.list}>{children}</ul>}
    </section>
  );
}

function Counted({ row: { what, runs, where } }: { readonly row: CountedRuns }) {
  return (
    <li className={styles.row}>
      <VisibleText text={what} />
      <Opens where={where}>
        <Count of={runs} />
      </Opens>
    </li>
  );
}

function BoundaryRow({ boundary: { what, how, run } }: { readonly boundary: Boundary }) {
  return (
    <li className={styles.row} title={how}>
      <span>{what}</span>
      {run === null ? (
        <span className={styles.absent}>none found</span>
      ) : (
        <button type="button" className={styles.open} onClick={() => goTo({ view: 'runs', run: run.id })}>
          <VisibleText text={run.externalId} /> · <Instant at={run.startedAt} show="both" />
        </button>
      )}
    </li>
  );
}

function Opens({ where, children }: { readonly where: string | null; readonly children: ReactNode }) {
  if (where === null) return <span className={styles.figure}>{children}</span>;
  return (
    <button type="button" className={styles.open} title="List these runs" onClick={() => goTo({ view: 'runs', run: null, where })}>
      {children}
    </button>
  );
}
