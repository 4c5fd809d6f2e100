import type { ComparedAmounts, ComparedRate, ComparedSection } from '#shared/model/cohort-comparison.ts';
import type { RateSide, SpreadSide } from '#shared/model/timeline.ts';
import { Button } from '../../parts/button.tsx';
import { classNames } from '../../parts/class-names.ts';
import { countedText, countText } from '../../parts/count-text.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import { intervalText, isRare, narrowed, pointsText, standsOut, tenths } from './compare-words.ts';
import styles from './compare-view.module.css';
import { SharePlot } from './share-plot.tsx';

export function ComparedSectionTable({ section: { id, title, note, rates, more }, a, b }: { readonly section: ComparedSection; readonly a: string; readonly b: string }) {
  return (
    <section aria-label={title} className={classNames(styles.section, (id === 'findings' || id === 'variants') && styles.wide)}>
      <h2 className={styles.heading}>
        {title} <small>{note}</small>
      </h2>
      {rates.length === 0 ? (
        <p className={styles.quiet}>None on either side.</p>
      ) : (
        <table className={styles.table} aria-label={`${title}, A and B`}>
          <thead>
            <tr>
              <th scope="col">Share, 95 % interval</th>
              <th scope="col" className={styles.number}>A</th>
              <th scope="col" className={styles.number}>B</th>
              <td aria-hidden className={styles.plotCell} />
              <th scope="col" className={styles.number}>B less A, points</th>
            </tr>
          </thead>
          <tbody>
            {rates.map((rate) => (
              <Rate key={rate.title} rate={rate} a={a} b={b} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className={styles.quiet}>{countedText(more, 'more value')} on either side, of fewer runs, not listed.</p>}
    </section>
  );
}

function Rate({ rate, a, b }: { readonly rate: ComparedRate; readonly a: string; readonly b: string }) {
  const { title, term, difference } = rate;
  return (
    <tr>
      <th scope="row">
        <VisibleText text={title} className={rate.variant === null ? undefined : 'mono'} />
        {isRare(rate) && <small className={styles.rare}>fewer than 5 on a side</small>}
      </th>
      <Share side={rate.a} where={term === null ? null : narrowed(a, term)} name={`${title}, A`} />
      <Share side={rate.b} where={term === null ? null : narrowed(b, term)} name={`${title}, B`} />
      <td aria-hidden className={styles.plotCell}>
        <SharePlot a={rate.a} b={rate.b} />
      </td>
      <td className={styles.number}>
        {difference === null ? (
          <span className={styles.quiet}>none</span>
        ) : (
          <>
            <span className={classNames(styles.counts, standsOut(rate) && styles.strong)}>{pointsText(difference.points)}</span>
            <small>
              {pointsText(difference.interval[0])} to {pointsText(difference.interval[1])}
            </small>
          </>
        )}
      </td>
    </tr>
  );
}

function Share({ side, where, name }: { readonly side: RateSide; readonly where: string | null; readonly name: string }) {
  const { k, n } = side;
  const counts = `${countText(k)} of ${countText(n)}`;
  return (
    <td className={styles.number}>
      {where === null || k === 0 ? (
        <span className={styles.counts}>{counts}</span>
      ) : (
        <Button look="link" small className={styles.counts} aria-label={visibleString(`${name}: ${counts}, list the runs`)} onClick={() => goTo({ view: 'runs', where })}>
          {counts}
        </Button>
      )}
      <small>{n === 0 ? 'no share' : `${tenths(k / n)} % · ${intervalText(side)}`}</small>
    </td>
  );
}

export function ComparedAmountTable({ amounts }: { readonly amounts: readonly ComparedAmounts[] }) {
  return (
    <section aria-label="Amounts" className={styles.section}>
      <h2 className={styles.heading}>
        Amounts <small>Median and quartiles, each a recorded amount; by currency, never converted.</small>
      </h2>
      <table className={styles.table} aria-label="Amounts, A and B">
        <thead>
          <tr>
            <th scope="col">Currency</th>
            <th scope="col" className={styles.number}>A</th>
            <th scope="col" className={styles.number}>B</th>
          </tr>
        </thead>
        <tbody>
          {amounts.map(({ currency, a, b }) => (
            <tr key={currency ?? ''}>
              <th scope="row">{currency === null ? 'no currency recorded' : <VisibleText text={currency} />}</th>
              <Amount side={a} />
              <Amount side={b} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Amount({ side: { n, quartiles } }: { readonly side: SpreadSide }) {
  return (
    <td className={styles.number}>
      <span className={styles.counts}>{quartiles === null ? 'none recorded' : quartiles[1]}</span>
      {quartiles !== null && (
        <small>
          {quartiles[0]}–{quartiles[2]} · {countedText(n, 'run')}
        </small>
      )}
    </td>
  );
}
