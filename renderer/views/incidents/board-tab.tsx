import { useState } from 'react';
import { boardItemStates, type BoardItem, type IncidentFacts } from '#shared/model/incident.ts';
import { Button } from '../../parts/button.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './incidents.module.css';

/** Questions, what was found about each, and the runs that show it. */
export function BoardTab({ facts: { incident } }: { readonly facts: IncidentFacts }) {
  const [under, setUnder] = useState<BoardItem | null>(null);
  const questions = incident.board.filter(({ kind }) => kind === 'question');
  const below = (seq: number): readonly BoardItem[] => incident.board.filter((item) => item.under === seq);
  const item = (one: BoardItem) => <Item key={one.seq} incident={incident.id} item={one} onAdd={one.kind === 'evidence' ? null : () => setUnder(one)} />;
  return (
    <div className={styles.scroll}>
      <BoardForm key={under?.seq ?? 'question'} incident={incident.id} under={under} onDone={() => setUnder(null)} />
      {questions.length === 0 && <p className={styles.note}>No question is asked yet.</p>}
      <ul className={styles.board}>
        {questions.map((question) => (
          <li key={question.seq}>
            {item(question)}
            <ul>
              {below(question.seq).map((finding) => (
                <li key={finding.seq}>
                  {item(finding)}
                  <ul>
                    {below(finding.seq).map((evidence) => (
                      <li key={evidence.seq}>{item(evidence)}</li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Item({ incident, item: { seq, kind, text, state, run }, onAdd }: { readonly incident: string; readonly item: BoardItem; readonly onAdd: (() => void) | null }) {
  return (
    <div className={styles.boardItem}>
      <span className={styles.kind}>{kind}</span>
      <span className={styles.told}>
        <VisibleText text={text} />
      </span>
      {run !== null && (
        <Button look="link" small className="mono" onClick={() => goTo({ view: 'runs', run })}>
          {run.slice(0, 8)}
        </Button>
      )}
      <Select quiet label={`State of ${kind} ${seq}`} value={state} onChange={(next) => void doStep(incident, { do: 'change on board', item: seq, text, state: boardItemStates.find((one) => one === next) ?? state })} groups={[{ title: null, options: boardItemStates.map((value) => ({ value, title: value })) }]} />
      {onAdd !== null && (
        <Button small look="quiet" onClick={onAdd}>
          {kind === 'question' ? 'Add a finding' : 'Add evidence'}
        </Button>
      )}
    </div>
  );
}

function BoardForm({ incident, under, onDone }: { readonly incident: string; readonly under: BoardItem | null; readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const [run, setRun] = useState('');
  const kind = under === null ? 'question' : under.kind === 'question' ? 'finding' : 'evidence';
  const titles = { question: 'A question to answer', finding: 'What was found', evidence: 'What shows it' } as const;
  return (
    <form
      className={styles.form}
      aria-label={titles[kind]}
      onSubmit={(event) => {
        event.preventDefault();
        void doStep(incident, { do: 'add to board', kind, under: under?.seq ?? null, text, run: run.trim() === '' ? null : run.trim() }).then((done) => {
          if (!done) return;
          setText('');
          setRun('');
          onDone();
        });
      }}
    >
      <TextField label={under === null ? titles[kind] : `${titles[kind]}, under journal ${under.seq}`} value={text} onChange={setText} className={styles.wide ?? ''} />
      {kind === 'evidence' && <TextField label="Run (its id, optional)" mono value={run} onChange={setRun} />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" disabled={text.trim() === ''}>
          Put it on the board
        </Button>
        {under !== null && (
          <Button look="quiet" onClick={onDone}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
