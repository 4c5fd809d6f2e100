import type { VersionMark } from '#shared/model/timeline.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { Button } from '../../parts/button.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './compare-view.module.css';

const shown = 8;

/** A version beside the one before it: what is compared most. Only of models and prompts, which runs name with their version. */
export function VersionPairs({ revision }: { readonly revision: number }) {
  const { value } = useAnswer('timeline.marks', {}, revision);
  const pairs = (value?.versions ?? []).filter(comparable);
  if (pairs.length === 0) return null;
  return (
    <div role="group" aria-label="A version and the one before it" className={styles.pairs}>
      <span className={styles.quiet}>Versions</span>
      {pairs.slice(0, shown).map((mark) => (
        <Button key={mark.id} small onClick={() => goTo(pairPlace(mark))}>
          <VisibleText text={`${mark.name} ${mark.previous ?? ''} → ${mark.version}`} />
        </Button>
      ))}
      {pairs.length > shown && <span className={styles.quiet}>{pairs.length - shown} more on the timeline</span>}
    </div>
  );
}

function comparable({ kind, previous, again }: VersionMark): boolean {
  return (kind === 'model' || kind === 'prompt') && previous !== null && !again;
}

function pairPlace({ kind, name, version, previous }: VersionMark) {
  const field = kind === 'prompt' ? 'prompt' : 'model';
  return { view: 'compare' as const, where: writeTerm(field, `${name}@${previous ?? ''}`), about: writeTerm(field, `${name}@${version}`) };
}
