import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { SuppliedListKind } from '#shared/model/supplied-list.ts';
import { readSuppliedList } from './read-supplied-list.ts';

const read = (text: string | object, list: SuppliedListKind = 'authority list', zone: string | null = null) => readSuppliedList(list, Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)), zone);
const problemOf = (text: string | object, list: SuppliedListKind = 'authority list'): string => {
  const answer = read(text, list);
  return answer.ok ? 'read' : `${answer.problem.code}: ${answer.problem.message}`;
};

describe('an authority list', () => {
  it('is read from CSV by its header, however columns are spelled and ordered; what means nothing is named', () => {
    const answer = read('\uFEFFAction;Approver;Valid from;Limit;Currency;Department\r\nrefund;ada;2026-01-01T00:00:00Z;1000.00;EUR;CX\r\nrefund;"bob; the other";;;;\r\n');
    expect(answer).toMatchObject({
      ok: true,
      value: {
        entries: 2,
        unread: ['Department'],
        authorities: [{ principal: 'ada', action: 'refund', limit: '1000.00', currency: 'EUR', from: '1767225600000000000', until: null }, { principal: 'bob; the other', action: 'refund', limit: null, currency: null, from: null, until: null }],
      },
    });
  });

  it('is read from JSON, as an object or a bare list, and the published schema takes the same', () => {
    const entries = [{ principal: 'ada', action: 'refund', limit: '1000.00', currency: 'EUR', from: '2026-01-01T00:00:00Z', until: null }];
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('resources/schemas/authority-list.schema.json', 'utf8')));
    for (const form of [{ schema: 'proofline.authority-list/1', authorities: entries }, entries]) {
      expect(read(form)).toMatchObject({ ok: true, value: { entries: 1 } });
      expect(validate(form)).toBe(true);
    }
    for (const wrong of [[{ principal: 'ada' }], [{ principal: 'ada', action: 'refund', limit: '5' }], []]) {
      expect(read(wrong).ok).toBe(false);
      expect(validate(wrong)).toBe(false);
    }
  });

  it('is refused whole where one row cannot be read, and every row says what is wrong with it and where', () => {
    const text = 'principal,action,limit,currency,from,until\nada,refund,1000,EUR,,\n,refund,,,,\nbob,refund,1.000 EUR,EUR,,\neve,refund,5,,,\ndan,refund,,,2026-03-01,\nfay,refund,,,2026-03-02T00:00:00Z,2026-03-01T00:00:00Z\n';
    const said = problemOf(text);
    expect(said).toContain('list-rows-unreadable: 5 of 6 entries cannot be read.');
    expect(said).toContain(`row 2, byte ${text.indexOf(',refund,,,,')}: principal is empty.`);
    expect(said).toContain('row 3, byte');
    expect(said).toContain('is no amount');
    expect(said).toContain('no currency');
    expect(said).toContain('"2026-03-01" states no zone');
    expect(said).toContain('until does not lie after from');
    expect(read('principal,action,from\ndan,refund,2026-03-01\n', 'authority list', 'Europe/Berlin')).toMatchObject({ ok: true, value: { authorities: [{ from: '1772319600000000000' }] } });
  });

  it('says what is missing where it is no list at all', () => {
    expect(problemOf('')).toContain('list-unreadable');
    expect(problemOf('name,amount\nx,1\n')).toContain('no column principal and no column action; it has name, amount');
    expect(problemOf({ people: [] })).toContain('list-empty');
    expect(problemOf('principal,action\n')).toContain('list-empty');
    expect(problemOf('[{"principal":"ada","action":"refund"')).toContain('Byte');
    expect(problemOf('principal,action,approver\nada,refund,bob\n')).toContain('both say principal');
    expect(readSuppliedList('roster', Uint8Array.of(0xff, 0xfe, 0x41), null)).toMatchObject({ ok: false, problem: { code: 'list-unreadable' } });
    expect(read('principal,action\nada,refund\n', 'authority list', 'Nowhere/At-all')).toMatchObject({ ok: false, problem: { code: 'no-such-zone' } });
  });
});

describe('a roster', () => {
  it('names who was active when; somebody active twice has two entries', () => {
    const text = 'principal,from,until\nrep-02,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z\nrep-02,2026-03-01T00:00:00Z,\n';
    expect(read(text, 'roster')).toMatchObject({ ok: true, value: { entries: 2, roster: [{ principal: 'rep-02' }, { principal: 'rep-02', until: null }] } });
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('resources/schemas/roster.schema.json', 'utf8')));
    expect([{ schema: 'proofline.roster/1', roster: [{ principal: 'rep-02' }] }, { roster: [{ from: null }] }].map((form) => [validate(form), read(form, 'roster').ok])).toEqual([[true, true], [false, false]]);
  });
});
