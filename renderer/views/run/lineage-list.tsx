import type { Lineage, Link, Stage } from '#shared/model/lineage.ts';
import { classNames } from '../../parts/class-names.ts';
import { Instant } from '../../parts/instant.tsx';
import { StageIcon } from '../../parts/marks.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import styles from './lineage-list.module.css';
import { stageCard, stageTitles } from './stage-card.ts';
import { valueRows } from './value-rows.ts';
import { nameInWords } from './value-text.ts';
import { CorrectedTime, SourceOffset, ValueView } from './value-view.tsx';

export interface LineageListProps {
  readonly lineage: Lineage;
  readonly selectedStage: string | null;
  readonly onSelectStage: (id: string) => void;
}

/** The same as the graph, to be read from top to bottom: every stage, present or not, its values and where it leads. */
export function LineageList({ lineage, selectedStage, onSelectStage }: LineageListProps) {
  return (
    <ol className={styles.list} aria-label="Lineage of the run" tabIndex={0}>
      {lineage.stages.map((stage) => (
        <StageItem key={stage.id} stage={stage} lineage={lineage} selected={stage.id === selectedStage} onSelect={onSelectStage} />
      ))}
    </ol>
  );
}

function StageItem({ stage, lineage, selected, onSelect }: { readonly stage: Stage; readonly lineage: Lineage; readonly selected: boolean; readonly onSelect: (id: string) => void }) {
  const card = stageCard(stage, lineage);
  const links = lineage.links.filter((link) => link.from === stage.id);
  return (
    <li className={classNames(styles.stage, !stage.present && styles.absent, selected && styles.selected)}>
      <div className={styles.head}>
        <StageIcon kind={stage.kind} size="s" />
        <h2 className={styles.title}>{stageTitles[stage.kind]}</h2>
        {stage.present ? (
          <button type="button" className={styles.open} onClick={() => onSelect(stage.id)}>
            <VisibleText text={stage.title === '' ? stage.id : stage.title} />
          </button>
        ) : (
          <span className={styles.nothing}>
            {card.telling}
            {card.lines.map((line) => ` · ${line.text}`)}
          </span>
        )}
        <span className={styles.when}>{stage.at === null ? (stage.present ? 'no time recorded' : '') : <Instant at={stage.at} show="both" className={styles.time} />}{stage.corrected !== undefined && <CorrectedTime at={stage.corrected} />}</span>
      </div>
      <dl className={styles.values}>
        {valueRows(lineage, stage.id).map((row) => (
          <div key={row.key} className={styles.value}>
            <dt>{row.other ? `${nameInWords(row.name)}, another record` : <VisibleText text={nameInWords(row.name)} />}</dt>
            <dd className={styles.text}>
              <ValueView shown={row.shown} corrected={row.corrected} />
              {row.readings > 0 && <span className={styles.readings}>{row.readings} values</span>}
            </dd>
            <dd className={styles.known}>
              <ProvenanceMark provenance={row.provenance} rule={row.rule} />
              {row.rule !== null && <VisibleText text={row.rule} className={styles.rule} />}
            </dd>
            <dd>
              <SourceOffset source={row.source} offset={row.offset} />
            </dd>
          </div>
        ))}
      </dl>
      {links.length > 0 && (
        <ul className={styles.links}>
          {links.map((link) => (
            <li key={`${link.kind} ${link.to}`}>{linkText(link, lineage.stages)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function linkText(link: Link, stages: readonly Stage[]): string {
  const to = stages.find(({ id }) => id === link.to);
  const name = to === undefined ? link.to : `${stageTitles[to.kind]}${/-\d+$/u.test(to.id) ? ` (${to.id})` : ''}`;
  return `→ ${link.kind} ${name}, ${link.provenance}${link.rule === null ? '' : `: ${link.rule}`}`;
}
