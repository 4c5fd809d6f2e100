import { X } from 'lucide-react';
import { type Lineage, type Provenance, sideStages } from '#shared/model/lineage.ts';
import { classNames } from '../../parts/class-names.ts';
import { Icon } from '../../parts/icon.tsx';
import { StageIcon } from '../../parts/marks.tsx';
import { ProvenanceMark } from '../../parts/provenance-mark.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import type { NotedRule } from './flow-links.ts';
import styles from './graph-legend.module.css';
import { stageTitles } from './stage-card.ts';

const shown: readonly Provenance[] = ['recorded', 'inferred', 'hash only', 'absent'];

interface GraphLegendProps {
  readonly lineage: Lineage;
  readonly rules: readonly NotedRule[];
  readonly opened: readonly string[];
  readonly onFold: (group: string) => void;
  readonly className?: string | undefined;
}

/** How values are known, the rules of inferred links, groups to fold again, and the side stages nobody recorded. */
export function GraphLegend({ lineage, rules, opened, onFold, className }: GraphLegendProps) {
  const absentSides = sideStages.filter((kind) => lineage.stages.every((stage) => stage.kind !== kind || !stage.present));
  return (
    <div className={classNames(styles.legend, className)}>
      <span className={styles.known}>
        {shown.map((provenance) => (
          <ProvenanceMark key={provenance} provenance={provenance} />
        ))}
      </span>
      {rules.map(({ letter, rule }) => (
        <span key={rule} className={styles.rule} title={rule}>
          <i className={styles.letter}>{letter}</i> link inferred: <VisibleText text={rule} />
        </span>
      ))}
      {opened.map((group) => (
        <button key={group} type="button" className={styles.fold} onClick={() => onFold(group)}>
          Fold <VisibleText text={group.slice(group.indexOf(': ') + 2)} />
          <Icon of={X} size="xs" />
        </button>
      ))}
      {absentSides.length > 0 && (
        <span className={styles.sides}>
          not recorded:
          {absentSides.map((kind) => (
            <span key={kind} className={styles.side}>
              <StageIcon kind={kind} size="xs" />
              {stageTitles[kind].toLowerCase()}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}
