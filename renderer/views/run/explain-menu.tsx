import { FileText } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { Menu, type MenuItem } from '../../parts/menu.tsx';
import { copyText, reportProblem } from '../../state/app-state.ts';
import { call } from '../../bridge.ts';

const readers = [
  ['person', 'For the person'],
  ['authority', 'For an authority'],
] as const;
type Register = (typeof readers)[number][0];

/** The explanation of this one decision, put together from its records: to be copied, or saved as a page that stands alone. */
export function ExplainMenu({ run }: { readonly run: string }) {
  const items = readers.flatMap(([register, title], index): readonly (MenuItem | null)[] => [
    ...(index === 0 ? [] : [null]),
    { id: `${register} html`, title: `${title}: save as a page…`, onChoose: () => void save(run, register) },
    { id: `${register} markdown`, title: `${title}: copy as Markdown`, onChoose: () => void copy(run, register) },
  ]);
  return (
    <Menu
      label="Explanation of this decision"
      align="end"
      items={items}
      trigger={
        <Button small look="quiet" icon={FileText} aria-label="Explain this decision">
          Explain
        </Button>
      }
    />
  );
}

async function save(run: string, register: Register): Promise<void> {
  const explained = await call('run.explanation', { run, register });
  const saved = explained.ok ? await call('app.saveText', { suggestedName: `explanation-${register}.html`, text: explained.value.html }) : explained;
  if (!saved.ok) reportProblem(saved.problem);
}

async function copy(run: string, register: Register): Promise<void> {
  const explained = await call('run.explanation', { run, register });
  if (explained.ok) await copyText(explained.value.markdown);
  else reportProblem(explained.problem);
}
