import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '#shared/json.ts';
import type { ColumnMapping, MappedColumn } from '#shared/model/source.ts';
import type { Layout } from '../../evidence/layout.ts';
import { aliasOf } from './aliases.ts';
import { normaliseMapped } from './normalise.ts';
import { proposeMapping } from './propose-mapping.ts';

const lines: Layout = { kind: 'lines' };

function proposed(layout: Layout, values: readonly JsonValue[]): Readonly<Record<string, string>> {
  const records = values.map((value, index) => ({ offset: 0, length: 0, ordinal: index + 1, pointer: '', value }));
  return Object.fromEntries(proposeMapping({ layout, records }).columns.map(({ column, target, type }) => [column, `${target ?? 'not mapped'} as ${type}`]));
}

function read(value: JsonValue, columns: readonly MappedColumn[], layout: Layout = lines) {
  const mapping: ColumnMapping = { name: 'm', columns, zone: null, recordsAt: null };
  const result = normaliseMapped({ offset: 0, length: 0, ordinal: 3, pointer: '', value, sha256: 'cd'.repeat(32) }, { name: 'x', layout, mapping, zone: null });
  if (result.kind !== 'events' || result.events[0] === undefined) throw new Error(`not read: ${JSON.stringify(result)}`);
  return result.events[0];
}

describe('a proposed mapping', () => {
  it('knows a name in snake, camel and dotted case, and the flat names', () => {
    expect(['model_version', 'modelVersion', 'Model Version', 'gen_ai.request.model', 'human_override', 'routing_rule_applied'].map((name) => aliasOf(name)?.target)).toEqual([
      'model.version', 'model.version', 'model.version', 'model.name', 'decision.overrideFlag', 'decision.ruleId',
    ]);
    expect(aliasOf('shoe size')).toBeNull();
  });

  it('tells the unit of an epoch by its digits or its name', () => {
    const ofTime = (value: JsonValue, name = 'timestamp') => proposed(lines, [{ [name]: value }])[`/${name}`];
    expect([1772355600, 1772355600123, '1772355600123456', '1772355600123456789'].map((value) => ofTime(value))).toEqual([
      'context.at as instant-s', 'context.at as instant-ms', 'context.at as instant-us', 'context.at as instant-ns',
    ]);
    expect(ofTime('1772355600123456789', 'timeUnixNano')).toBe('context.at as instant-ns');
    expect(ofTime('2026-03-01 10:00')).toBe('context.at as instant');
    expect(ofTime('yesterday')).toBe('not mapped as text');
  });

  it('takes a column of times by what stands in it when no name tells the time', () => {
    expect(proposed({ kind: 'csv', delimiter: ',', header: ['Gebucht', 'Betrag'] }, [{ Gebucht: '2026-03-01', Betrag: '3' }])).toEqual({ Gebucht: 'context.at as instant', Betrag: 'execution.amount as number' });
  });

  it('looks one object deep, maps a target once, and keeps what it does not know', () => {
    expect(proposed(lines, [{ tool: { name: 'x', kind: 'y' }, amount: 'many', status: 'ok', outcome: 'ok', colour: 'red' }])).toEqual({
      '/tool/name': 'execution.operation as text',
      '/tool/kind': 'not mapped as text',
      '/amount': 'execution.amount as text',
      '/status': 'outcome.status as text',
      '/outcome': 'not mapped as text',
      '/colour': 'not mapped as text',
    });
  });

  it('names the array when the file is one object', () => {
    const { recordsAt } = proposeMapping({ layout: { kind: 'json', records: ['/data/rows/*'] }, records: [] });
    expect(recordsAt).toBe('/data/rows');
  });
});

describe('a record read with a mapping', () => {
  it('keys the run by run.id, and by its own bytes without one', () => {
    expect(read({ id: 7 }, [{ column: '/id', target: 'run.id', type: 'text' }])).toMatchObject({ runKey: 'run:7', externalId: '7' });
    expect(read({ id: 7 }, []).runKey).toBe(`bytes:${'cd'.repeat(32)}`);
  });

  it('types what stands there, and leaves text that is not of the type as it is', () => {
    const columns: readonly MappedColumn[] = [
      { column: 'a', target: 'output.score', type: 'number' },
      { column: 'b', target: 'execution.amount', type: 'number' },
      { column: 'c', target: 'decision.overrideFlag', type: 'boolean' },
      { column: 'd', target: 'execution.changes', type: 'json' },
      { column: 'e', target: 'context.at', type: 'instant-ms' },
      { column: 'f', target: 'output.confidence', type: 'number' },
    ];
    const event = read({ a: '81', b: '120.00', c: 'yes', d: '[{"field":"x"}]', e: '1772355600123', f: 'high' }, columns, { kind: 'csv', delimiter: ',', header: [] });
    expect(event.values.map(({ stage, name, value }) => [`${stage}.${name}`, value])).toEqual([
      ['output.score', 81],
      ['execution.amount', '120.00'],
      ['decision.overrideFlag', true],
      ['execution.changes', [{ field: 'x' }]],
      ['context.at', '2026-03-01T09:00:00.123Z'],
      ['output.confidence', 'high'],
    ]);
  });

  it('maps nothing to a target that is no stage, and keeps the column', () => {
    const event = read({ a: 1, b: { c: 1, d: 2 } }, [{ column: '/a', target: 'nonsense.x', type: 'text' }, { column: '/b/c', target: 'output.value', type: 'text' }]);
    expect(event.values.map(({ name, pointer }) => [name, pointer])).toEqual([['value', '/b/c']]);
    expect(event.unmapped).toEqual(['/a', '/b/d']);
  });

  it('accounts for every top-level member of whatever JSON, read or unmapped', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 }), (generated) => {
        const value: JsonValue = JSON.parse(JSON.stringify(generated));
        if (!isJsonObject(value)) return;
        const { columns } = proposeMapping({ layout: lines, records: [{ offset: 0, length: 0, ordinal: 1, pointer: '', value }] });
        const event = read(value, columns);
        const accounted = new Set([...event.values.map(({ pointer }) => pointer ?? ''), ...event.unmapped, ...columns.flatMap(({ column, target }) => (target?.startsWith('run.') === true ? [column] : []))].map((pointer) => pointer.split('/')[1]));
        expect(Object.keys(value).map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).filter((name) => !accounted.has(name))).toEqual([]);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
