import type { OverviewSummary } from '#shared/ipc/answers.ts';
import { sevenFields, sevenFieldTitles } from '#shared/model/run.ts';
import type { SourceCompleteness } from '#shared/model/source.ts';
import { classNames } from '../../parts/class-names.ts';
import { countedText } from '../../parts/count-text.ts';
import { termText } from '../../parts/search-terms.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './completeness-heat.module.css';
import { type HeatCell, heatCells } from './heat-rows.ts';

const levels = { 1: styles.h1, 2: styles.h2, 3: styles.h3, 4: styles.h4, none: styles.none } as const;
const legend = [
  ['h1', 'under 50 %'],
  ['h2', '50–84'],
  ['h3', '85–96'],
  ['h4', '97–100'],
  ['none', 'not in source'],
] as const;

/** Per source, in how many of its runs each of the seven fields is recorded. The number is always printed; nothing is averaged. */
export function CompletenessHeat({ summary: { completeness, all }, most }: { readonly summary: OverviewSummary; readonly most: number }) {
  return (
    <section aria-label="Seven fields by source">
      <SectionHeader title="Seven fields, share of runs where the value is recorded" detail="inferred, hash only and in part do not count as recorded">
        <span className={styles.legend} aria-hidden>
          {legend.map(([level, words]) => (
            <span key={level}>
              <i className={styles[level]} />
              {words}
            </span>
          ))}
        </span>
      </SectionHeader>
      <table className={styles.table} aria-label="Seven fields by source">
        <thead>
          <tr>
            <th scope="col">Source</th>
            {sevenFields.map((field) => (
              <th key={field} scope="col">
                {sevenFieldTitles[field]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {completeness.slice(0, most).map((source) => (
            <Row key={source.sourceKey} source={source} title={source.name} where={termText({ field: 'source', value: `#${source.sourceKey}` })} />
          ))}
          <Row source={all} title={`∑ All ${countedText(all.runs, 'run')}, joined`} where="" total />
        </tbody>
      </table>
    </section>
  );
}

function Row({ source, title, where, total = false }: { readonly source: SourceCompleteness; readonly title: string; readonly where: string; readonly total?: boolean }) {
  return (
    <tr className={total ? styles.total : undefined}>
      <th scope="row" title={title}>
        <VisibleText text={title} />
      </th>
      {heatCells(source).map((cell) => (
        <td key={cell.field}>
          <Cell cell={cell} where={where} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell, where }: { readonly cell: HeatCell; readonly where: string }) {
  const { field, level, share, beside, counts, absent } = cell;
  const look = classNames(styles.cell, levels[level]);
  const content =
    level === 'none' ? (
      <span>not in source</span>
    ) : (
      <>
        <span className={styles.beside}>{beside}</span>
        <b>{share}</b>
      </>
    );
  const title = `${sevenFieldTitles[field]}: ${counts}`;
  if (absent === 0) {
    return (
      <span className={look} title={title}>
        {content}
      </span>
    );
  }
  const missing = [where, termText({ field: 'missing', value: field })].filter((part) => part !== '').join(' ');
  return (
    <button type="button" className={look} title={`${title}. Open the ${absent} runs in which it is not recorded.`} onClick={() => goTo({ view: 'runs', run: null, where: missing })}>
      {content}
    </button>
  );
}
