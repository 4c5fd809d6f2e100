import { type ReactNode, useState } from 'react';
import type { SourceRow } from '#shared/model/source.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { Button } from '../../parts/button.tsx';
import { Bytes } from '../../parts/bytes.tsx';
import { countedText, countText } from '../../parts/count-text.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Hash } from '../../parts/hash.tsx';
import { IncompleteSigns } from '../../parts/incomplete-signs.tsx';
import { Instant } from '../../parts/instant.tsx';
import { RejectTable } from '../../parts/reject-table.tsx';
import { visibleString } from '../../parts/visible-characters.ts';
import { type Column, VirtualTable } from '../../parts/virtual-table.tsx';
import { VisibleText } from '../../parts/visible-text.tsx';
import { useCase } from '../../state/case-state.ts';
import { goTo } from '../../state/view-state.ts';
import styles from './import-reports.module.css';
import { SourceClockFact } from './source-clock-fact.tsx';


/** How each source was read, and what of it was not. */
export function ImportReports() {
  const sources = useCase((state) => state.sources);
  const [selected, setSelected] = useState<number | null>(null);
  const shown = sources.find(({ sourceKey }) => sourceKey === selected) ?? sources[0];
  if (shown === undefined) return <EmptyState title="Nothing has been imported yet" next="Drop an export anywhere in this window." />;
  return (
    <div className={styles.reports}>
      <VirtualTable label="Sources" className={styles.list} columns={columns} rows={sources} rowKey={({ sourceKey }) => String(sourceKey)} total={sources.length} selected={String(shown.sourceKey)} onSelect={({ sourceKey }) => setSelected(sourceKey)} />
      <Report source={shown} />
    </div>
  );
}

function Report({ source }: { readonly source: SourceRow }) {
  return (
    <section aria-label="Import report" className={styles.report}>
      <div className={styles.facts}>
        <h2 className={styles.name}>
          <VisibleText text={source.name} />
        </h2>
        <p className={styles.equation}>
          <b>{countText(source.read)}</b> read = <b>{countText(source.accepted)}</b> accepted + <b className={source.rejected > 0 ? styles.caution : undefined}>{countText(source.rejected)}</b> rejected + <b>{countText(source.duplicate)}</b> duplicate
        </p>
        <dl>
          <Fact name="Format">
            <VisibleText text={source.formatTitle} />
          </Fact>
          <Fact name="Chosen because">
            <VisibleText text={source.detection} />
          </Fact>
          <Fact name="Runs">
            {countedText(source.runs, 'run')}{' '}
            <Button look="link" onClick={() => goTo({ view: 'runs', run: null, where: writeTerm('source', source.name) })}>
              Show them
            </Button>
          </Fact>
          <Fact name="Times">
            {source.firstAt === null ? 'no record has a usable time' : <Instant at={source.firstAt} show="both" />}
            {source.firstAt !== null && source.lastAt !== null && (
              <>
                {' '}
                to <Instant at={source.lastAt} show="both" />
              </>
            )}
            {source.withoutTime > 0 && ` · ${countedText(source.withoutTime, 'record')} without a time`}
          </Fact>
          <Fact name="Zone">
            {source.zonelessTimes === 0 ? (
              'every time states its own'
            ) : source.zoneAssumption === null ? (
              <span className={styles.caution}>{countedText(source.zonelessTimes, 'time')} without a zone, none assumed: not used for order</span>
            ) : (
              <>
                {countedText(source.zonelessTimes, 'time')} without a zone, read as <VisibleText text={source.zoneAssumption} /> on your word
              </>
            )}
          </Fact>
          <Fact name="Clock">
            <SourceClockFact source={source} />
          </Fact>
          <Fact name="Proof it carries">
            <VisibleText text={source.integrity} />
          </Fact>
          <Fact name="Missing records">
            <IncompleteSigns signs={source.incomplete} />
          </Fact>
          <Fact name="Imported">
            <Instant at={source.importedAt} show="both" /> · <Bytes of={source.bytes} />
          </Fact>
          <Fact name="SHA-256">
            <Hash value={source.sha256} name="SHA-256" whole />
          </Fact>
          {source.vaultSha256 !== source.sha256 && (
            <Fact name="Kept inside">
              <Hash value={source.vaultSha256} name="SHA-256 of the container" whole />
            </Fact>
          )}
        </dl>
      </div>
      <div className={styles.rejects}>
        <h3 className={styles.part}>Rejected records of this source</h3>
        <RejectTable sourceKey={source.sourceKey} total={source.rejected} />
      </div>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const columns: readonly Column<SourceRow>[] = [
  {
    id: 'name',
    title: 'Source',
    width: 180,
    grow: 1,
    cell: ({ name }) => (
      <span title={visibleString(name)}>
        <VisibleText text={name} />
      </span>
    ),
  },
  { id: 'read', title: 'Read', width: 80, align: 'end', cell: ({ read }) => <span className="mono">{countText(read)}</span> },
  { id: 'rejected', title: 'Rejected', width: 76, align: 'end', cell: ({ rejected }) => <span className={`mono ${rejected > 0 ? styles.caution : ''}`}>{countText(rejected)}</span> },
];
