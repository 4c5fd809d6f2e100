import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder, testEngine } from './support/engine.ts';

const records = join(import.meta.dirname, 'corpus/native/whole-record/input.json');

describe('the clock of a source, as a person states it', () => {
  it('stands beside recorded times, survives closing and rebuilding the case, and can be taken back', async () => {
    const home = scratchFolder();
    const self = testEngine(home);
    const path = join(home, 'clock.case');
    await self.ask('case.create', { pathId: path, name: 'Clock' });
    await self.import([records]);
    const { rows } = await self.ask('runs.page', { where: '', sort: { key: 'startedAt', descending: false }, after: null, limit: 1 });
    const run = rows[0]?.id ?? '';
    const timed = async () => (await self.ask('run.lineage', { run })).stages.find(({ at }) => at !== null);
    const before = await timed();
    expect(before?.corrected).toBeUndefined();

    await self.ask('sources.stateClock', { sourceKey: 1, ahead: '2000000000', reason: 'the calendar’s own log' });
    const after = await timed();
    expect(after?.at).toBe(before?.at);
    expect(BigInt(after?.at ?? 0) - BigInt(after?.corrected ?? 0)).toBe(2_000_000_000n);
    const [source] = await self.ask('sources.list', {});
    expect(source?.clock).toMatchObject({ ahead: '2000000000', reason: 'the calendar’s own log' });

    await self.ask('case.close', {});
    await self.ask('case.open', { pathId: path });
    const { jobId } = await self.ask('case.rebuild', {});
    await self.finished(jobId);
    expect((await timed())?.corrected).toBe(after?.corrected);

    await self.ask('sources.stateClock', { sourceKey: 1, ahead: null, reason: 'taken back' });
    expect((await timed())?.corrected).toBeUndefined();
    expect(await self.problem('sources.stateClock', { sourceKey: 1, ahead: null, reason: 'again' })).toBe('nothing-stated');
    expect(await self.problem('sources.stateClock', { sourceKey: 9, ahead: '1', reason: 'no such' })).toBe('no-such-source');
  });
});
