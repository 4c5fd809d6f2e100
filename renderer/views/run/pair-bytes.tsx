import type { PairedRun } from '#shared/model/run-pair.ts';
import { Button } from '../../parts/button.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { showRunTab } from '../../state/run-page-state.ts';
import { goTo } from '../../state/view-state.ts';
import type { Selection } from './byte-span.ts';
import styles from './pair-bytes.module.css';
import type { PairRow } from './pair-rows.ts';
import { SelectedBytes } from './selected-bytes.tsx';

/** The bytes behind one value, of both runs. */
export function PairBytes({ a, b, row }: { readonly a: PairedRun; readonly b: PairedRun; readonly row: PairRow }) {
  return (
    <aside className={styles.bytes} aria-label="Bytes of the selected value in A and B">
      <Side name="A" of={a} selection={row.selections.a} />
      <Side name="B" of={b} selection={row.selections.b} />
    </aside>
  );
}

function Side({ name, of: { run, records }, selection }: { readonly name: 'A' | 'B'; readonly of: PairedRun; readonly selection: Selection | null }) {
  const span = selection?.kind === 'span' ? selection.span : null;
  return (
    <section className={styles.side} aria-label={`Bytes in ${name}`}>
      <header className={styles.head}>
        <span className={styles.letter}>{name}</span>
        <span className={styles.where}>{span !== null && <VisibleText text={`${span.source}, byte ${span.offset}`} />}</span>
        <Button
          small
          look="link"
          onClick={() => {
            showRunTab('values');
            goTo({ view: 'runs', run: run.id });
          }}
        >
          Open run
        </Button>
      </header>
      <SelectedBytes records={records} selection={selection} none="No record of this run gives this value." />
    </section>
  );
}
