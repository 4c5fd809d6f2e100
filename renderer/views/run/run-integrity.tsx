import type { Lineage } from '#shared/model/lineage.ts';
import type { CheckedWords } from '../../parts/checked-words.ts';
import { countedText } from '../../parts/count-text.ts';
import { VerdictMark } from '../../parts/marks.tsx';
import { recordWords } from '../../parts/record-words.ts';
import { useCase } from '../../state/case-state.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './run-integrity.module.css';

/** What the latest check of each source showed of this run's records: counted by what was shown, never summed up into one mark. */
export function RunIntegrity({ records }: { readonly records: Lineage['records'] }) {
  const checked = useCase((state) => state.checked);
  const groups = new Map<string, { readonly shown: CheckedWords; readonly count: number }>();
  for (const record of records) {
    const shown = recordWords(checked.find(({ sourceKey }) => sourceKey === record.sourceKey), record);
    const key = `${shown.mark} ${shown.words}`;
    groups.set(key, { shown, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  if (records.length === 0) return null;
  return (
    <p className={styles.line}>
      <span>Integrity of its {countedText(records.length, 'record')}</span>
      {[...groups.values()].map(({ shown, count }) => (
        <VerdictMark key={`${shown.mark} ${shown.words}`} verdict={shown.mark}>{`${count} ${shown.words}`}</VerdictMark>
      ))}
      <button type="button" className={styles.open} onClick={() => goTo({ view: 'integrity' })}>
        Open Integrity
      </button>
    </p>
  );
}
