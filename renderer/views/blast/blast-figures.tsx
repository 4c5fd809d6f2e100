import { Brackets, Check, ChevronUp, CircleDashed } from 'lucide-react';
import { Fragment } from 'react';
import type { Blast } from '#shared/model/blast.ts';
import { Icon } from '../../parts/icon.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './blast-figures.module.css';
import { type FigureRow, figureRows } from './blast-rows.ts';

/** Every figure with its basis and why: the count of runs opens exactly the runs it counts. */
export function BlastFigures({ blast }: { readonly blast: Blast }) {
  const rows = figureRows(blast);
  return (
    <table aria-label="Figures" className={styles.table}>
      <colgroup>
        <col className={styles.what} />
        <col className={styles.figure} />
        <col className={styles.basis} />
        <col className={styles.bar} />
        <col />
        <col className={styles.rests} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className={styles.end}>
            Figure
          </th>
          <th scope="col">Basis</th>
          <th scope="col">Certain, possible</th>
          <th scope="col">Why these bounds</th>
          <th scope="col" className={styles.end}>
            Rests on
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Fragment key={row.id}>
            {row.section !== rows[index - 1]?.section && (
              <tr>
                <th scope="rowgroup" colSpan={6} className={styles.section}>
                  {row.section}
                </th>
              </tr>
            )}
            <Row row={row} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: FigureRow }) {
  const { where } = row;
  return (
    <tr>
      <th scope="row" className={styles.title}>
        <VisibleText text={row.title} />
      </th>
      <td className={styles.end}>
        {where === null ? (
          <span className={styles.value}>{row.figure}</span>
        ) : (
          <button type="button" className={styles.open} title={`List the runs it counts: ${row.title}`} onClick={() => goTo({ view: 'runs', run: null, where })}>
            {row.figure}
          </button>
        )}{' '}
        <span className={styles.unit}>
          <VisibleText text={row.unit} />
        </span>
      </td>
      <td>
        <span className={styles.mark}>
          <Icon of={basisIcon(row.basis)} size="xs" /> {row.basis}
        </span>
      </td>
      <td>
        <span className={styles.track} aria-hidden="true">
          <i className={styles.certain} style={{ width: `${row.certain * 100}%` }} />
          <i className={row.possible === null ? styles.unbounded : styles.possible} style={{ width: row.possible === null ? `${(1 - row.certain) * 100}%` : `${row.possible * 100}%` }} />
        </span>
      </td>
      <td className={styles.why} title={row.why}>
        <VisibleText text={row.why} />
      </td>
      <td className={styles.end}>
        <span className={styles.restsOn}>{row.restsOn}</span>
      </td>
    </tr>
  );
}

function basisIcon(basis: string) {
  if (basis === 'exact') return Check;
  if (basis === 'lower and upper bound') return Brackets;
  return basis === 'lower bound' ? ChevronUp : CircleDashed;
}
