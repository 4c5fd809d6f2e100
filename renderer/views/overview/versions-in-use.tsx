import type { OverviewSummary } from '#shared/ipc/answers.ts';
import type { CausePart } from '#shared/model/blast.ts';
import { classNames } from '../../parts/class-names.ts';
import { Count } from '../../parts/count.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Instant } from '../../parts/instant.tsx';
import { type SearchTerm, termText } from '../../parts/search-terms.ts';
import { SectionHeader } from '../../parts/view-header.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { showBlastOfCause } from '../../state/blast-place.ts';
import { goTo } from '../../state/view-state.ts';
import { axisOf, placeOnAxis } from './coverage-rows.ts';
import { type VersionRow, versionRows } from './version-rows.ts';
import styles from './versions-in-use.module.css';

/** Which model and prompt versions ran, and from when to when: as used by runs, not as deployed. */
export function VersionsInUse({ summary: { versions, coverage } }: { readonly summary: OverviewSummary }) {
  const rows = versionRows(versions);
  const axis = axisOf(coverage);
  return (
    <section aria-label="Versions in use">
      <SectionHeader title="Versions in use" detail="first and last run that names them; deployment may be earlier" />
      {rows.length === 0 ? (
        <EmptyState title="No run names a model or prompt version" />
      ) : (
        <table className={styles.table} aria-label="Versions in use">
          <colgroup>
            <col className={styles.colModel} />
            <col className={styles.colPrompt} />
            <col className={styles.colRuns} />
            <col className={styles.colBlast} />
            <col className={styles.colTime} />
            <col className={styles.colTime} />
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Model · version</th>
              <th scope="col">Prompt · version</th>
              <th scope="col" className={styles.end}>
                Runs
              </th>
              <th scope="col">Reached</th>
              <th scope="col">First use</th>
              <th scope="col">Last use</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={JSON.stringify([row.use.model, row.use.modelVersion, row.use.promptTemplate, row.use.promptVersion])} row={row} axis={axis} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ row: { use, changed, first }, axis }: { readonly row: VersionRow; readonly axis: ReturnType<typeof axisOf> }) {
  const isChange = changed.model !== null || changed.prompt !== null;
  const from = axis === null || use.firstAt === null ? null : placeOnAxis(use.firstAt, axis);
  const to = axis === null || use.lastAt === null ? null : placeOnAxis(use.lastAt, axis);
  const terms: readonly SearchTerm[] = [
    { field: 'model', value: versioned(use.model, use.modelVersion) },
    { field: 'prompt', value: versioned(use.promptTemplate, use.promptVersion) },
  ];
  const cause = causeOf(use);
  return (
    <tr className={classNames(first && styles.first, isChange && styles.change)}>
      <td>
        <Version name={first ? use.model : null} version={use.modelVersion} before={changed.model} />
      </td>
      <td>
        <Version name={first ? use.promptTemplate : null} version={use.promptVersion} before={changed.prompt} />
      </td>
      <td className={styles.end}>
        <button type="button" className={styles.runs} title="Open these runs" onClick={() => goTo({ view: 'runs', run: null, where: terms.map(termText).join(' ') })}>
          <Count of={use.runs} />
        </button>
      </td>
      <td>
        {cause.length > 0 && (
          <button type="button" className={styles.runs} title="What these versions reached" onClick={() => showBlastOfCause(cause)}>
            Blast radius
          </button>
        )}
      </td>
      <td>
        <Instant at={use.firstAt} show="minute" absent="no time" className={styles.time} />
      </td>
      <td>
        <Instant at={use.lastAt} show="minute" absent="no time" className={styles.time} />
      </td>
      <td>
        <span className={styles.axis}>
          {from !== null && to !== null && <i className={styles.span} style={{ left: `${from * 100}%`, width: `${Math.max(0.4, (to - from) * 100)}%` }} />}
          {isChange && from !== null && <i className={styles.flag} style={{ left: `${from * 100}%` }} />}
        </span>
      </td>
    </tr>
  );
}

/** What is not recorded in both parts says no version. */
function causeOf({ model, modelVersion, promptTemplate, promptVersion }: VersionRow['use']): readonly CausePart[] {
  return [
    ...(model === null || modelVersion === null ? [] : [{ kind: 'model' as const, name: model, version: modelVersion }]),
    ...(promptTemplate === null || promptVersion === null ? [] : [{ kind: 'prompt' as const, name: promptTemplate, version: promptVersion }]),
  ];
}

function versioned(name: string | null, version: string | null): string | null {
  return name === null && version === null ? null : `${name ?? ''}@${version ?? ''}`;
}

function Version({ name, version, before }: { readonly name: string | null; readonly version: string | null; readonly before: string | null }) {
  return (
    <span className={styles.version}>
      {name !== null && (
        <span className={styles.name}>
          <VisibleText text={name} />
        </span>
      )}
      {before !== null && (
        <span className={styles.before}>
          <VisibleText text={before} /> →
        </span>
      )}
      {version === null ? (
        <span className={styles.absent}>not recorded</span>
      ) : (
        <span className={classNames(styles.number, before !== null && styles.changed)}>
          <VisibleText text={version} />
        </span>
      )}
      {before !== null && <span className={styles.word}>new version</span>}
    </span>
  );
}
