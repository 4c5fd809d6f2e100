import { MessageSquareText } from 'lucide-react';
import type { RunRow } from '#shared/model/run.ts';
import { Checkbox } from '../../parts/checkbox.tsx';
import { countedText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { StarButton } from '../../parts/star-button.tsx';
import { TagChips } from '../../parts/tag-chips.tsx';
import type { Column } from '../../parts/virtual-table.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { useAnnotations } from '../../state/annotations-state.ts';
import { togglePick, usePicked } from '../../state/picked-runs.ts';
import { useView } from '../../state/view-state.ts';
import styles from './mark-cells.module.css';

/** Before every other column: picked or not, starred or not. */
export const markColumn: Column<RunRow> = { id: 'marks', title: 'Picked, starred', titleHidden: true, width: 46, cell: (run) => <Marks run={run} /> };
export const narrowMarkColumn: Column<RunRow> = { id: 'marks', title: 'Starred', titleHidden: true, width: 32, cell: (run) => <StarButton run={run.id} inGrid /> };

function Marks({ run }: { readonly run: RunRow }) {
  const where = useView((state) => state.place.where);
  const picked = usePicked(({ runs, all }) => runs.has(run.id) || all?.where === where);
  return (
    <span className={styles.marks}>
      {/* A click here picks the row; it must not open it. */}
      <span className={picked ? styles.picked : styles.pick} onClick={(event) => event.stopPropagation()}>
        <Checkbox label={`Pick ${visibleString(run.externalId)}`} checked={picked} inGrid onChange={() => togglePick(run.id)} />
      </span>
      <StarButton run={run.id} inGrid />
    </span>
  );
}

export function TagsCell({ run }: { readonly run: string }) {
  const marks = useAnnotations((state) => state.marks.get(run));
  if (marks === undefined) return null;
  return (
    <span className={styles.tags}>
      <TagChips tags={marks.tags} most={2} inGrid />
      {marks.comments > 0 && (
        <span className={styles.comments} title={countedText(marks.comments, 'comment')}>
          <Icon of={MessageSquareText} size="xs" />
          <span className="hidden-text">{countedText(marks.comments, 'comment')}</span>
          {marks.comments > 1 && marks.comments}
        </span>
      )}
    </span>
  );
}
