import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { classNames } from '../../parts/class-names.ts';
import { Count } from '../../parts/count.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LongName } from '../../parts/long-name.tsx';
import { toggleTerm } from '../../parts/search-terms.ts';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { goTo } from '../../state/view-state.ts';
import styles from './facet-panel.module.css';
import type { FacetRow } from './facet-rows.ts';

export function FacetChoice({ row, where }: { readonly row: FacetRow; readonly where: string }) {
  return (
    <label className={classNames(styles.row, row.chosen && styles.chosen)}>
      <Checkbox.Root className={styles.box} checked={row.chosen} onCheckedChange={() => goTo({ where: toggleTerm(where, row.term) })}>
        <Checkbox.Indicator className={styles.tick}>
          <Icon of={Check} size="xs" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span className={styles.label} title={visibleString(row.version === null ? row.label : `${row.label} · ${row.version}`)}>
        {row.term.field === 'finding' ? <span className={styles.sentence}>{row.label}</span> : <LongName text={row.label} className={styles.labelName} />}
        {row.version !== null && <VisibleText text={`· ${row.version}`} className={styles.version} />}
      </span>
      <span className={styles.track} aria-hidden>
        <i style={{ width: `${Math.max(row.count !== null && row.count > 0 ? 4 : 0, Math.round(row.share * 100))}%` }} />
      </span>
      {row.count === null ? <span className={styles.count} title="Not among the values counted above all runs; the list shows what it matches">–</span> : <Count of={row.count} className={styles.count} />}
    </label>
  );
}
