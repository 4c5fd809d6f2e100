import { Crosshair } from 'lucide-react';
import { useState } from 'react';
import type { FrozenAnswer } from '#shared/ipc/answers.ts';
import type { RerunFigure } from '#shared/model/figure.ts';
import { figureText } from '#shared/model/figure-text.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { countedText } from '../../parts/count-text.ts';
import { Hash } from '../../parts/hash.tsx';
import { Instant } from '../../parts/instant.tsx';
import { Menu } from '../../parts/menu.tsx';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useAnnotations } from '../../state/annotations-state.ts';
import { useCase } from '../../state/case-state.ts';
import { doStep, useIncidents } from '../../state/incidents-state.ts';
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
        <AttachMenu answer={answer} />
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

/** An incident cites them by their journal entry; its report prints them, and says whether they still come out the same. */
function AttachMenu({ answer: { seq, title } }: { readonly answer: FrozenAnswer }) {
  const revision = useCase((state) => state.revision);
  const acts = useIncidents((state) => state.revision);
  const [opened, setOpened] = useState(false);
  const { value } = useAnswer('incidents.list', opened ? {} : null, revision + acts);
  const incidents = value?.incidents ?? [];
  const attach = async (incident: string): Promise<void> => {
    if (await doStep(incident, { do: 'attach figures', title: title.slice(0, 500), frozenSeq: seq })) useAnnotations.setState({ said: `Figures of journal ${seq} attached to ${incident}` });
  };
  return (
    <Menu
      label="Attach these figures to an incident"
      align="end"
      onOpen={() => setOpened(true)}
      trigger={
        <Button small look="quiet" icon={Crosshair}>
          Attach to incident
        </Button>
      }
      items={incidents.length === 0 ? [{ id: 'none', title: 'There is no incident yet', disabled: true, onChoose: () => undefined }] : incidents.map(({ id, title: of }) => ({ id, title: `${id} ${of}`, onChoose: () => void attach(id) }))}
    />
  );
}
