import { useState } from 'react';
import type { FrozenAnswer } from '#shared/ipc/answers.ts';
import type { RerunFigure } from '#shared/model/figure.ts';
import { figureText } from '#shared/model/figure-text.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './kept-figures.module.css';

/** Figures kept as acts, whatever they were asked for: what an incident cites, and whether they still come out the same. */
export function KeptFigures() {
  const revision = useCase((state) => state.revision);
  const { value } = useAnswer('figures.frozen', {}, revision);
  if (value === null || value.length === 0) return null;
  return (
    <section aria-label="Kept figures">
      <SectionHeader title="Kept figures" detail={`${countedText(value.length, 'answer')} in the journal`} />
      <ul className={styles.list}>
        {value.map((answer) => (
          <Kept key={answer.seq} answer={answer} />
        ))}
      </ul>
    </section>
  );
}

function Kept({ answer }: { readonly answer: FrozenAnswer }) {
  const [rerun, setRerun] = useState<readonly RerunFigure[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const again = async (): Promise<void> => {
    const result = await call('figures.rerun', { seq: answer.seq });
    setRerun(result.ok ? result.value : null);
    setFailure(result.ok ? null : result.problem.message);
  };
  const differing = rerun?.filter(({ state }) => state !== 'same') ?? [];
  return (
    <li className={styles.kept}>
      <span className={styles.line}>
        <span className={styles.seq}>journal {answer.seq}</span>
        <Instant at={answer.at} show="both" />
        <span className={styles.title}>
          <VisibleText text={answer.title} />
        </span>
        <span>{countedText(answer.figures.length, 'figure')}</span>
        <Hash value={answer.dataHash} name="data hash" />
        <Button small look="quiet" onClick={() => void again()}>
          Work out again
        </Button>
      </span>
      {failure !== null && (
        <span role="alert">
          <VisibleText text={failure} />
        </span>
      )}
      {rerun !== null && (
        <span role="status" className={styles.outcome}>
          {differing.length === 0 ? `all ${countedText(rerun.length, 'figure')} the same` : `${countedText(differing.length, 'figure')} of ${rerun.length} not the same`}
        </span>
      )}
      {differing.length > 0 && (
        <ul className={styles.list}>
          {differing.map(({ id, state, expected, found, why }) => (
            <li key={id}>
              <VisibleText text={id} />: {state}, kept {figureText(expected)}, found {found === null ? 'nothing' : figureText(found)}
              {why.length > 0 && (
                <>
                  {' · '}
                  <VisibleText text={why.join('; ')} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
