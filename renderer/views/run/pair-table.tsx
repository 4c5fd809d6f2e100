import { classNames } from '../../parts/class-names.ts';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { PairCell, PairGroup, PairRow } from './pair-rows.ts';
import styles from './pair-table.module.css';
import { ValueView } from './value-view.tsx';

const signs: Readonly<Record<PairRow['verdict'], string>> = { different: '≠', 'only in A': 'A', 'only in B': 'B', 'not comparable': '?', 'of its own': '·', same: '=' };

export interface PairTableProps {
  readonly groups: readonly PairGroup[];
  readonly selected: string | null;
  readonly onSelect: (row: PairRow) => void;
}

/** Stage by stage, the values of both runs; the name of a value opens its bytes on both sides. */
export function PairTable({ groups, selected, onSelect }: PairTableProps) {
  return (
    <>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title}>
          <SectionHeader title={group.title} detail={group.detail} />
          {group.rows.length > 0 && (
            <table className={styles.table} aria-label={`${group.title}: values of A and B`}>
              <colgroup>
                <col className={styles.nameColumn} />
                <col className={styles.verdictColumn} />
                <col />
                <col />
              </colgroup>
              <thead className="hidden-text">
                <tr>
                  <th scope="col">Value</th>
                  <th scope="col">Verdict</th>
                  <th scope="col">A</th>
                  <th scope="col">B</th>
                </tr>
              </thead>
              <tbody>
                {group.rows.map((row) => (
                  <tr key={row.key} className={row.key === selected ? styles.selected : undefined} onClick={() => onSelect(row)}>
                    <th scope="row" className={row.member ? styles.member : styles.name}>
                      <button type="button" className={styles.choose} aria-pressed={row.key === selected} title={row.name}>
                        <VisibleText text={row.name} />
                      </button>
                    </th>
                    <td className={styles.verdict}>
                      <span title={row.verdict} className={styles[row.verdict.replaceAll(' ', '-')]} aria-label={row.verdict}>
                        {signs[row.verdict]}
                      </span>
                    </td>
                    <td>
                      <Cell cell={row.a} row={row} side="a" />
                    </td>
                    <td>
                      <Cell cell={row.b} row={row} side="b" />
                      {row.why !== null && <p className={styles.why}>{row.why}</p>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </>
  );
}

function Cell({ cell, row, side }: { readonly cell: PairCell | null; readonly row: PairRow; readonly side: 'a' | 'b' }) {
  if (cell === null) return <span className={styles.absent}>not recorded</span>;
  const whole = row.verdict === 'different' && cell.pieces === null && cell.shown.form !== 'structure';
  const Mark = side === 'a' ? 'del' : 'ins';
  return (
    <span className={styles.cell}>
      <span className={classNames(styles.value, whole && styles[side])}>
        {cell.pieces === null ? (
          <ValueView shown={cell.shown} />
        ) : (
          cell.pieces.map((piece, index) =>
            piece.kind === 'same' ? (
              <VisibleText key={index} lines text={piece.text} />
            ) : (
              <Mark key={index} className={styles[side]}>
                <VisibleText lines text={piece.text} />
              </Mark>
            ),
          )
        )}
      </span>
      {cell.provenance !== 'recorded' && <ProvenanceMark provenance={cell.provenance} rule={cell.rule} />}
      {cell.readings > 0 && <span className={styles.readings}>{cell.readings} values</span>}
    </span>
  );
}
