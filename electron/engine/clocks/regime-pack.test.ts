import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { holidayCalendars, regimePacks } from '../jobs/regime-data.ts';
import { holidayCalendarSchema } from './holiday-calendar.ts';
import { regimePackSchema, termsOf } from './regime-pack.ts';

const resources = join(import.meta.dirname, '../../../resources');

describe('the regime packs of the build', () => {
  const packs = regimePacks(resources);

  it('hold every row of the reference, each once, with its source, mark and day of reading', () => {
    const ids = packs.flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ['gdpr-33-1', 'gdpr-33-2', 'gdpr-34', 'gdpr-33-1-proposal', 'uk-33', 'nis2-ew', 'nis2-72', 'nis2-int', 'nis2-final', 'dora-init', 'dora-int', 'dora-final', 'aia-73-2', 'aia-73-3', 'aia-73-4', 'hipaa-404', 'hipaa-406', 'hipaa-408-500', 'hipaa-408-year', 'hipaa-410', 'sec-105', 'ca-82', 'ca-82-ag', 'nydfs-72', 'nydfs-ransom', 'tx-persons', 'tx-ag', 'glba-ftc', 'cra-incident-final', 'cra-vulnerability-final']) expect(ids).toContain(id);
    expect(packs.filter(({ optional }) => optional).map(({ pack }) => pack)).toEqual(['eu-cra', 'us-glba', 'us-nydfs', 'us-tx']);
  });

  it('say of every row that it is a candidate', () => {
    expect(new Set(packs.map(({ status }) => status))).toEqual(new Set(['candidate, confirm with counsel']));
  });

  it('compute the proposal never by default', () => {
    expect(packs.flatMap(({ rows }) => rows).filter(({ active }) => !active).map(({ id }) => id)).toEqual(['gdpr-33-1-proposal']);
  });

  it('name only holiday calendars that are there', () => {
    const calendars = holidayCalendars(resources);
    const named = packs.flatMap(({ rows }) => rows.flatMap(({ limit }) => termsOf(limit).flatMap(({ calendar }) => calendar ?? [])));
    expect(named).toEqual(['us-federal']);
    expect(named.filter((id) => !calendars.has(id))).toEqual([]);
  });

  it('are refused with an unknown key, another status, a trigger or an entity that is not there', () => {
    const gdpr: unknown = JSON.parse(readFileSync(join(resources, 'regimes/eu-gdpr.json'), 'utf8'));
    const changed = (change: (pack: ReturnType<typeof regimePackSchema.parse>) => unknown): boolean => regimePackSchema.safeParse(change(regimePackSchema.parse(gdpr))).success;
    expect(changed((pack) => pack)).toBe(true);
    expect(changed((pack) => ({ ...pack, urgency: 'high' }))).toBe(false);
    expect(changed((pack) => ({ ...pack, status: 'law' }))).toBe(false);
    expect(changed((pack) => ({ ...pack, rows: pack.rows.map((row) => ({ ...row, rolls: true })) }))).toBe(false);
    expect(changed((pack) => ({ ...pack, rows: pack.rows.map((row) => ({ ...row, trigger: { kind: 'submission', of: 'elsewhere' } })) }))).toBe(false);
    expect(changed((pack) => ({ ...pack, rows: pack.rows.map((row) => ({ ...row, limitFor: [{ entity: 'nobody', limit: row.limit }] })) }))).toBe(false);
    expect(changed((pack) => ({ ...pack, rows: pack.rows.map((row) => ({ ...row, limit: { amount: 4, unit: 'business-days' } })) }))).toBe(false);
  });

  it.each([['regime-pack', regimePackSchema], ['holiday-calendar', holidayCalendarSchema]] as const)('are published as a schema: %s', (name, schema) => {
    const path = join(resources, `schemas/${name}.schema.json`);
    const published = `${JSON.stringify({ $id: `${name}.schema.json`, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
    if (process.env['WRITE_SCHEMAS'] === '1') writeFileSync(path, published);
    expect(readFileSync(path, 'utf8')).toBe(published);
  });
});
