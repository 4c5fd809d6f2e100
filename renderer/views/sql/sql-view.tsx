import { Download, Pin, Play } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { exportExtensions, type ExportFormat } from '#shared/export/export-table.ts';
import { sqlTable } from '#shared/export/sql-table.ts';
import { tableText } from '#shared/export/table-writer.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../parts/button.tsx';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Menu } from '../../parts/menu.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ViewHeader } from '../../parts/view-header.tsx';
import { VirtualTable } from '../../parts/virtual-table.tsx';
import { reportProblem } from '../../state/app-state.ts';
import { useCase } from '../../state/case-state.ts';
import { loadPins, runSql, type SqlRows, useSql, writeSql } from '../../state/sql-state.ts';
import { answerWords } from './answer-words.ts';
import { insertedAt } from './inserted-at.ts';
import { PinForm } from './pin-form.tsx';
import { resultColumns, type ResultRow } from './result-columns.tsx';
import { SqlSide } from './sql-side.tsx';
import styles from './sql-view.module.css';

const formats: readonly (readonly [ExportFormat, string])[] = [['csv', 'CSV'], ['json', 'JSON'], ['markdown', 'Markdown']];

/** One reading query over documented views: what no other view asks can be asked here, and run again by whoever checks it. */
export function SqlView() {
  const { text, running, asked, answer, problem } = useSql();
  const revision = useCase((state) => state.revision);
  const [pinning, setPinning] = useState(false);
  const editor = useRef<HTMLTextAreaElement>(null);
  useEffect(() => void loadPins(), [revision]);

  const insert = (name: string): void => {
    const field = editor.current;
    const { after, caret } = insertedAt(text, name, field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length);
    writeSql(after);
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(caret, caret);
    });
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void runSql(text);
  };
  const rows = answer?.kind === 'rows' ? answer : null;
  const pinnable = rows !== null && !rows.more && asked === text;
  return (
    <section aria-label="SQL" className={styles.view}>
      <ViewHeader title="SQL" detail="One SELECT over the views of this case. It reads and cannot change anything." />
      <div className={styles.columns}>
        <SqlSide onInsert={insert} onTake={(sql) => {
          writeSql(sql);
          void runSql(sql);
        }} />
        <div className={styles.main}>
          <textarea ref={editor} aria-label="Query" className={styles.editor} rows={8} spellCheck={false} autoComplete="off" maxLength={20_000} value={text} onChange={(event) => writeSql(event.target.value)} onKeyDown={pressed} />
          <div className={styles.bar}>
            <Button look="primary" small icon={Play} disabled={running || text.trim() === ''} onClick={() => void runSql(text)}>
              {running ? 'Running…' : 'Run'}
            </Button>
            <span className={styles.quiet}>Ctrl or ⌘ with Enter</span>
            <span role="status" className={styles.said}>{rows !== null && `${answerWords(rows)} · ${rows.milliseconds} ms${asked === text ? '' : ' · the text has changed since'}`}</span>
            {rows !== null && asked !== null && <TakeAlong rows={rows} sql={asked} />}
            <Button small icon={Pin} disabled={!pinnable} title={pinnable ? undefined : 'A pinned result is whole, and that of the query as it stands'} onClick={() => setPinning(true)}>
              Pin…
            </Button>
          </div>
          {pinning && pinnable && asked !== null && <PinForm sql={asked} onDone={() => setPinning(false)} />}
          {problem !== null && <ProblemNote problem={problem} />}
          {answer?.kind === 'ask' && (
            <div role="alert" className={styles.ask}>
              <p>{answer.why} An engine that gives no sign for five minutes is stopped and started again; the case is unharmed.</p>
              <Button small onClick={() => asked !== null && void runSql(asked, true)}>
                Run it anyway
              </Button>
            </div>
          )}
          {rows !== null ? <Result rows={rows} /> : problem === null && answer === null && <EmptyState title="Nothing was asked yet" next="Choose an example, or write a query over the views on the left. NULL means not recorded." />}
        </div>
      </div>
    </section>
  );
}

function Result({ rows: answer }: { readonly rows: SqlRows }) {
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo(() => resultColumns(answer), [answer]);
  const rows = useMemo(() => answer.rows.map((cells, index): ResultRow => ({ index, cells })), [answer]);
  return <VirtualTable label="Result" columns={columns} rows={rows} rowKey={keyOf} total={answer.more ? undefined : rows.length} selected={selected} onSelect={(row) => setSelected(keyOf(row))} empty={<EmptyState title="No row" next="The query ran and found nothing." />} />;
}

const keyOf = ({ index }: ResultRow): string => String(index);

function TakeAlong({ rows, sql }: { readonly rows: SqlRows; readonly sql: string }) {
  const save = async (format: ExportFormat): Promise<void> => {
    const answer = await call('app.saveText', { suggestedName: `query.${exportExtensions[format]}`, text: tableText(format, sqlTable(rows, sql)) });
    if (!answer.ok) reportProblem(answer.problem);
  };
  return (
    <>
      <CopyMenu label="Copy the result as" title="Copy" parts={() => [['', { table: sqlTable(rows, sql) }]]} />
      <Menu
        label="Save the result to a file"
        align="end"
        trigger={
          <Button look="quiet" small icon={Download} aria-label="Export the result to a file">
            Export
          </Button>
        }
        items={formats.map(([format, title]) => ({ id: format, title: `${answerWords(rows)}: ${title}…`, onChoose: () => void save(format) }))}
      />
    </>
  );
}
