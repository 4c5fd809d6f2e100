import { Info } from 'lucide-react';
import { countText } from '../../parts/count-text.ts';
import { Icon } from '../../parts/icon.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './standing-note.module.css';

/** Where the search asks for what the survey does not know of every run yet, the list is too short, and says so. */
export function StandingNote({ where, revision }: { readonly where: string; readonly revision: number }) {
  const { value, pending } = useAnswer('search.standing', where.trim() === '' ? null : { where }, revision);
  if (value === null || pending) return null;
  const { needs, whole, surveyed, total, texts } = value;
  const cut = texts?.cut ?? 0;
  if (whole && cut === 0) return null;
  return (
    <p role="status" className={styles.note}>
      <Icon of={Info} size="s" />
      {!whole && `At least these: ${needs.join(', ')} ${needs.length === 1 ? 'is' : 'are'} known of ${countText(surveyed)} of ${countText(total)} runs so far. The list is asked for again when the survey has ended.`}
      {cut > 0 && ` ${countText(cut)} runs have more words than the index holds and may be missed.`}
    </p>
  );
}
