import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StageValue } from '#shared/model/lineage.ts';
import { searchedValue } from '#shared/search/value-term.ts';
import { writeTerm } from '#shared/search/write-term.ts';
import { scratchFolder, testEngine } from './support/engine.ts';

const said = ({ value, lexeme, provenance }: StageValue): string | null => ((typeof value === 'string' || typeof value === 'number') && (provenance === 'recorded' || provenance === 'inferred') ? (lexeme ?? String(value)) : null);

it('every value of a run’s page leads to a search that finds the run, and every count of the finding facet to the runs it counts', { timeout: 240_000 }, async () => {
  const home = scratchFolder();
  const { ask, finished, surveyed, engine } = testEngine(home);
  const { jobId } = await ask('case.openSample', { pathId: join(home, 'sample.case') });
  if (jobId !== null) await finished(jobId);
  await surveyed();
  const matching = async (where: string): Promise<number> => (await ask('runs.count', { where })).matching;

  const kinds = new Set<string>();
  let tried = 0;
  for (const where of ['action:refund approval:human', 'action:refund approval:rule has:outcome', 'action:lead_route', 'action:email_draft', 'missing:approval']) {
    const [row] = (await ask('runs.page', { where, sort: { key: 'startedAt', descending: false }, after: null, limit: 1 })).rows;
    const { context, stages } = await ask('run.lineage', { run: row?.id ?? '' });
    for (const { kind, id, values } of [{ kind: 'context' as const, id: 'context', values: context }, ...stages]) {
      for (const [name, value] of Object.entries(values)) {
        const text = said(value);
        const term = text === null || text.length > 80 ? null : searchedValue(kind, id === kind, name, text);
        if (term === null) continue;
        kinds.add(term.field);
        tried += 1;
        const written = writeTerm(term.field, term.value);
        expect(await matching(`id:${writeTerm('id', row?.externalId ?? '').slice(3)} ${written}`), `${written} of ${kind}.${name}`).toBe(1);
      }
    }
  }
  expect(tried).toBeGreaterThan(120);
  expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['amount', 'approval', 'approver', 'customer', 'decided', 'environment', 'executed', 'model', 'proposed', 'rule', 'text']));

  for (const where of ['', 'action:refund amount:>300']) {
    const { values } = await ask('findings.facet', { where });
    expect(values.length).toBeGreaterThan(10);
    for (const { value, count } of values) expect(await matching(`${where} finding:${value}`.trim()), value).toBe(count);
  }
  await engine.close();
});
