import { SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ChosenPath } from '#shared/ipc/answers.ts';
import type { Problem } from '#shared/result.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { bytesText, countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { closeImport, followJob } from '../../state/import-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import styles from './choose-items.module.css';
import { type Choice, type Choices, chosenItems, type PlannedItem, planItems } from './import-plan.ts';
import { ItemDetails } from './item-details.tsx';
import { ItemList } from './item-list.tsx';

export function ChooseItems({ chosen }: { readonly chosen: readonly ChosenPath[] }) {
  const preview = useAnswer('import.preview', { pathIds: chosen.map(({ id }) => id) });
  const [choices, setChoices] = useState<Choices>({});
  const [selected, setSelected] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [starting, setStarting] = useState(false);
  const plan = useMemo(() => planItems(preview.value ?? [], choices), [preview.value, choices]);
  const shown = plan.find(({ key }) => key === selected) ?? plan.find(({ include, obstacle }) => include && obstacle !== null) ?? plan.find(({ include }) => include) ?? plan[0];
  const change = (key: string, choice: Choice) => setChoices((before) => ({ ...before, [key]: { ...before[key], ...choice } }));

  const start = async () => {
    setStarting(true);
    const answer = await call('import.start', { items: [...chosenItems(plan)] });
    setStarting(false);
    if (answer.ok) followJob(answer.value.jobId);
    else setProblem(answer.problem);
  };

  if (preview.problem !== null) {
    return (
      <div className={styles.message}>
        <ProblemNote problem={preview.problem}>
          <Button small onClick={preview.reload}>
            Try again
          </Button>
        </ProblemNote>
      </div>
    );
  }
  if (preview.value === null) {
    return (
      <p role="status" className={styles.message}>
        Looking into {countedText(chosen.length, 'item')}. Nothing is imported yet.
      </p>
    );
  }
  if (shown === undefined) return <EmptyState icon={SearchX} title="There is nothing in it" next="The folder or archive holds no file. Choose another." />;
  return (
    <div className={styles.stage}>
      <ItemList plan={plan} selected={shown.key} onSelect={setSelected} onChange={change} />
      <ItemDetails key={shown.key} planned={shown} onChange={(choice) => change(shown.key, choice)} />
      <footer className={styles.foot}>
        {problem === null ? <p className={styles.sum}>{summary(plan)}</p> : <ProblemNote problem={problem} onDismiss={() => setProblem(null)} />}
        <Button onClick={closeImport}>Cancel</Button>
        <Button look="primary" disabled={starting || chosenItems(plan).length === 0} onClick={() => void start()}>
          Import {countedText(chosenItems(plan).length, 'item')}
        </Button>
      </footer>
    </div>
  );
}

function summary(plan: readonly PlannedItem[]): string {
  const ready = plan.filter(({ include, obstacle }) => include && obstacle === null);
  const waiting = plan.filter(({ include, obstacle }) => include && obstacle !== null).length;
  const left = plan.length - ready.length - waiting;
  const records = ready.reduce((sum, { item }) => sum + item.records.count, 0);
  const exact = ready.every(({ item }) => item.records.exact);
  const parts = [
    `${countText(ready.length)} of ${countedText(plan.length, 'item')} to import`,
    ...(ready.length === 0 ? [] : [bytesText(ready.reduce((sum, { item }) => sum + item.bytes, 0)), `${exact ? '' : 'about '}${countedText(records, 'record')}`]),
    ...(waiting > 0 ? [`${countText(waiting)} waiting for a decision`] : []),
    ...(left > 0 ? [`${countText(left)} left out`] : []),
  ];
  return parts.join(' · ');
}
