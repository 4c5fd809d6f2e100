import { useState } from 'react';
import type { EvidenceView, SqlExample } from '#shared/model/sql-console.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { type AskedQuery, useSql } from '../../state/sql-state.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { PinnedList } from './pinned-list.tsx';
import styles from './sql-view.module.css';

interface SqlSideProps {
  readonly onInsert: (name: string) => void;
  readonly onTake: (sql: string) => void;
}

type TabId = 'examples' | 'views' | 'pinned' | 'history';

/** What can be asked, what was asked, and what was kept of it. */
export function SqlSide({ onInsert, onTake }: SqlSideProps) {
  const revision = useCase((state) => state.revision);
  const { value, problem } = useAnswer('sql.describe', {}, revision);
  const pins = useSql((state) => state.pins);
  const history = useSql((state) => state.history);
  const [tab, setTab] = useState<TabId>('examples');
  return (
    <aside aria-label="What can be asked" className={styles.side}>
      {problem !== null && <ProblemNote problem={problem} />}
      <Tabs
        label="What can be asked"
        className={styles.sideTabs}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'examples', title: 'Examples', content: <Examples examples={value?.examples ?? []} onTake={onTake} /> },
          { id: 'views', title: 'Views', content: <Views views={value?.views ?? []} onInsert={onInsert} /> },
          { id: 'pinned', title: 'Pinned', count: pins.length, content: <PinnedList pins={pins} onTake={onTake} /> },
          { id: 'history', title: 'Earlier', count: history.length, content: <History history={history} onTake={onTake} /> },
        ]}
      />
    </aside>
  );
}

function Examples({ examples, onTake }: { readonly examples: readonly SqlExample[]; readonly onTake: SqlSideProps['onTake'] }) {
  return (
    <ul className={styles.list}>
      {examples.map(({ title, sql }) => (
        <li key={title}>
          <button type="button" className={styles.entry} title={sql} onClick={() => onTake(sql)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Views({ views, onInsert }: { readonly views: readonly EvidenceView[]; readonly onInsert: SqlSideProps['onInsert'] }) {
  return views.map((view, place) => (
    <details key={view.name} open={place === 0} className={styles.viewOf}>
      <summary className={styles.viewName} title={view.meaning}>
        {view.name}
      </summary>
      <p className={styles.meaning}>{view.meaning}</p>
      <ul>
        <li>
          <button type="button" className={styles.column} onClick={() => onInsert(view.name)}>
            <span className="mono">{view.name}</span>
            <span className={styles.type}>the view</span>
          </button>
        </li>
        {view.columns.map(({ name, type, meaning }) => (
          <li key={name}>
            <button type="button" className={styles.column} title={meaning} onClick={() => onInsert(name)}>
              <span className="mono">{name}</span>
              <span className={styles.type}>{type}</span>
              <span className={styles.columnMeaning}>{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  ));
}

function History({ history, onTake }: { readonly history: readonly AskedQuery[]; readonly onTake: SqlSideProps['onTake'] }) {
  if (history.length === 0) return <EmptyState title="No query yet" next="Queries run since the case was opened are listed here." />;
  return (
    <ul className={styles.list}>
      {history.map(({ sql, came }) => (
        <li key={sql}>
          <button type="button" className={styles.entry} title="Run it again" onClick={() => onTake(sql)}>
            <code className={styles.query}><VisibleText text={sql} lines /></code>
            <span className={styles.quiet}>{came}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
