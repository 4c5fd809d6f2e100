import { Download } from 'lucide-react';
import type { ExportFormat } from '#shared/export/export-table.ts';
import { runTable } from '#shared/export/run-table.ts';
import type { RunRow } from '#shared/model/run.ts';
import { Button } from '../../parts/button.tsx';
import type { Copyable } from '../../parts/copy-items.ts';
import { CopyMenu } from '../../parts/copy-menu.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { Menu, type MenuItem } from '../../parts/menu.tsx';
import { termText } from '../../parts/search-terms.ts';
import { exportRuns, useExport } from '../../state/export-runs.ts';
import type { RunColumnId } from '../../state/runs-table-state.ts';
import { everyExportColumn, shownExportColumns } from './export-columns.ts';

const formats: readonly (readonly [ExportFormat, string])[] = [['csv', 'CSV'], ['json', 'JSON'], ['markdown', 'Markdown']];

export interface RunsExportProps {
  /** Columns the list shows. */
  readonly shown: readonly RunColumnId[];
  /** Runs the search matches; null while they are counted. */
  readonly matching: number | null;
  /** The selected runs, as far as they are loaded. */
  readonly selected: readonly RunRow[];
}

/** Takes the selected rows along as text, or writes all that the search matches to a file: all of it, however few rows are loaded. */
export function RunsExport({ shown, matching, selected }: RunsExportProps) {
  const running = useExport((state) => state.running);
  const save = (title: string, columns: Parameters<typeof exportRuns>[0]['columns'], ids: readonly string[] | null): readonly MenuItem[] =>
    formats.map(([format, name]) => ({ id: `${title} ${format}`, title: `${title}: ${name}…`, onChoose: () => void exportRuns({ format, columns, ids }) }));
  const all = matching === null ? 'All that match' : `All ${countText(matching)} that match`;
  const some = selected.length < 2 ? [] : [null, ...save(`The ${countText(selected.length)} selected, every column`, everyExportColumn, selected.map(({ id }) => id))];
  return (
    <>
      <CopyMenu label="Copy the selected runs as" title="Copy" parts={() => [['', copyableRuns(selected, shown)]]} />
      <Menu
        label="Save runs to a file"
        align="end"
        trigger={
          <Button look="quiet" small icon={Download} disabled={running || matching === 0} aria-label="Export runs to a file">
            Export
          </Button>
        }
        items={[...save(`${all}, columns shown`, shownExportColumns(shown), null), null, ...save(`${all}, every column`, everyExportColumn, null), ...some]}
      />
    </>
  );
}

function copyableRuns(runs: readonly RunRow[], shown: readonly RunColumnId[]): Copyable | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { columns, cells } = runTable(shownExportColumns(shown));
  return {
    table: { title: countedText(runs.length, 'run'), columns, absent: 'not recorded', notes: [], rows: runs.map(cells) },
    term: runs.length === 1 ? termText({ field: 'id', value: first.externalId }) : null,
  };
}
