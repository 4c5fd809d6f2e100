import { MessageCircleQuestion, Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { boardItemStates, type BoardItem, type IncidentFacts } from '#shared/model/incident.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Select } from '../../parts/select.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { doStep } from '../../state/incidents-state.ts';
import { goTo } from '../../state/view-state.ts';
import { BoardForm } from './board-form.tsx';
import styles from './incidents.module.css';

/** Questions, what was found about each, and the runs that show it. */
export function BoardTab({ facts: { incident } }: { readonly facts: IncidentFacts }) {
  /** The item that something is being put under; its form stands there. */
  const [under, setUnder] = useState<number | null>(null);
  const questions = incident.board.filter(({ kind }) => kind === 'question');
  const branch = (item: BoardItem): ReactNode => {
    const below = incident.board.filter((one) => one.under === item.seq);
    const adding = under === item.seq && item.kind !== 'evidence';
    return (
      <li key={item.seq}>
        <Item incident={incident.id} item={item} onAdd={item.kind === 'evidence' ? null : () => setUnder(item.seq)} />
        {(below.length > 0 || adding) && (
          <ul>
            {below.map(branch)}
            {adding && (
              <li>
                <BoardForm incident={incident.id} kind={item.kind === 'question' ? 'finding' : 'evidence'} under={item.seq} onClose={() => setUnder(null)} />
              </li>
            )}
          </ul>
        )}
      </li>
    );
  };
  return (
    <div className={styles.scroll}>
      <BoardForm incident={incident.id} kind="question" under={null} onClose={null} />
      {questions.length === 0 ? <EmptyState icon={MessageCircleQuestion} title="No question is asked yet" next="Ask what the investigation has to answer. Findings go under it, and under each the runs that show it." /> : <ul className={styles.board}>{questions.map(branch)}</ul>}
    </div>
  );
}

interface ItemProps {
  readonly incident: string;
  readonly item: BoardItem;
  /** null: nothing goes under it. */
  readonly onAdd: (() => void) | null;
}

function Item({ incident, item: { seq, kind, text, state, run, runName, by }, onAdd }: ItemProps) {
  const [editing, setEditing] = useState<string | null>(null);
  const change = (to: Pick<BoardItem, 'text' | 'state'>): Promise<boolean> => doStep(incident, { do: 'change on board', item: seq, text: to.text, state: to.state });
  if (editing !== null) {
    return (
      <form
        className={styles.form}
        aria-label={`Edit ${kind} ${seq}`}
        onSubmit={(event) => {
          event.preventDefault();
          void change({ text: editing, state }).then((done) => (done ? setEditing(null) : undefined));
        }}
      >
        <TextField label={`Wording of the ${kind}`} value={editing} onChange={setEditing} autoFocus className={styles.wide ?? ''} />
        <div className={styles.actions}>
          <Button type="submit" look="primary" disabled={editing.trim() === ''}>
            Save
          </Button>
          <Button look="quiet" onClick={() => setEditing(null)}>
            Cancel
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className={styles.boardItem} data-state={state}>
      <span className={styles.kind}>{kind}</span>
      <span className={styles.told}>
        <VisibleText text={text} className={kind === 'question' ? (styles.lineTitle ?? '') : ''} lines />
        <span className={styles.quiet}>
          <VisibleText text={by} />, journal {seq}
        </span>
      </span>
      {run !== null && (
        <Button look="link" small className="mono" onClick={() => goTo({ view: 'runs', run })}>
          <VisibleText text={runName ?? run.slice(0, 8)} />
        </Button>
      )}
      {onAdd !== null && (
        <Button small look="quiet" onClick={onAdd}>
          {kind === 'question' ? 'Add a finding' : 'Add evidence'}
        </Button>
      )}
      <Select quiet label={`State of ${kind} ${seq}`} value={state} onChange={(next) => void change({ text, state: boardItemStates.find((one) => one === next) ?? state })} groups={[{ title: null, options: boardItemStates.filter((one) => kind === 'question' || one !== 'answered' || one === state).map((value) => ({ value, title: kind !== 'question' && value === 'open' ? 'stands' : value })) }]} />
      <IconButton small icon={Pencil} label={`Edit: ${visibleString(text)}`} onClick={() => setEditing(text)} />
    </div>
  );
}
