import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#shared/json.ts';
import { stageKinds } from '#shared/model/lineage.ts';
import type { RunFacts } from '#shared/model/run-facts.ts';
import type { EventValue } from '../importers/importer.ts';
import { assembleRun } from './assemble.ts';
import type { PlacedEvent } from './placed-event.ts';
import { runFactsOf } from './run-facts.ts';
import { sumOfDecimals } from './sum-of-decimals.ts';

type Stated = Readonly<Record<string, JsonValue>>;

/** A record that states these values by `stage.name`, or `stage#instance.name`. */
function placed(stated: Stated, ordinal = 1, more: Partial<EventValue> = {}): PlacedEvent {
  const values = Object.entries(stated).map(([path, value]): EventValue => {
    const dot = path.indexOf('.');
    const [kind = '', instance = ''] = path.slice(0, dot).split('#');
    const stage = kind === 'context' ? 'context' : stageKinds.find((known) => known === kind);
    if (stage === undefined) throw new Error(`no stage ${path}`);
    return { stage, instance, name: path.slice(dot + 1), value, provenance: 'recorded', rule: null, pointer: `/${path}`, ...more };
  });
  return { event: { runKey: 'run:r1', externalId: 'r1', event: 'run', values, unmapped: [] }, sourceKey: 1, source: 'a.jsonl', ordinal, zone: null };
}

function factsOf(...events: readonly PlacedEvent[]): RunFacts {
  return runFactsOf(assembleRun(events), events);
}

const at = (second: number): string => `2026-03-17T08:00:${String(second).padStart(2, '0')}Z`;
const ns = (second: number): string => `${Date.parse(at(second))}000000`;

describe('when stages happened', () => {
  it('is the first of each kind, whatever record tells it first', () => {
    const facts = factsOf(placed({ 'execution#2.at': at(9), 'execution#1.at': at(5), 'outcome.at': at(10) }), placed({ 'trigger.at': at(1), 'output.at': at(2), 'decision.requestedAt': at(3), 'decision.at': at(4) }, 2));
    expect(facts).toMatchObject({ triggeredAt: ns(1), proposedAt: ns(2), requestedAt: ns(3), decidedAt: ns(4), executedAt: ns(5), confirmedAt: ns(10) });
  });

  it('is not recorded where a decision was only asked for, or where the time states no zone', () => {
    expect(factsOf(placed({ 'decision.requestedAt': at(3), 'execution.at': '2026-03-17T08:00:00' }))).toMatchObject({ requestedAt: ns(3), decidedAt: null, executedAt: null });
  });
});

describe('amounts', () => {
  it('are those proposed, executed and confirmed, each with its currency', () => {
    const facts = factsOf(placed({ 'output.amount': '12.00', 'output.currency': 'EUR', 'execution.amount': '120.00', 'execution.currency': 'EUR', 'outcome.amount': 120, 'outcome.currency': 'USD' }));
    expect(facts).toMatchObject({ proposedAmount: '12.00', executedAmount: '120.00', executedCurrency: 'EUR', confirmedAmount: '120', confirmedCurrency: 'USD' });
  });

  it('that are no decimal number, hashed or blackened out are not recorded', () => {
    expect(factsOf(placed({ 'execution.amount': '1,200 EUR' })).executedAmount).toBeNull();
    expect(factsOf(placed({ 'execution.amount': '12' }, 1, { provenance: 'redacted' }))).toMatchObject({ executedAmount: null, provenance: { amount: 'redacted' } });
  });

  it('given back are the confirmed ones, summed exactly; several currencies are no sum', () => {
    const back = (instance: number, amount: string, status: string, currency = 'EUR'): Stated => ({ [`recovery#${instance}.amount`]: amount, [`recovery#${instance}.status`]: status, [`recovery#${instance}.currency`]: currency });
    expect(factsOf(placed({ ...back(1, '10.10', 'succeeded'), ...back(2, '0.205', 'succeeded'), ...back(3, '99', 'pending') }))).toMatchObject({ recoveredAmount: '10.305', recoveredCurrency: 'EUR', recoveryStatus: 'succeeded, pending' });
    expect(factsOf(placed({ ...back(1, '10', 'succeeded'), ...back(2, '1', 'succeeded', 'USD') })).recoveredAmount).toBeNull();
    expect(factsOf(placed(back(1, '10', 'pending')))).toMatchObject({ recoveredAmount: null, recoveryStatus: 'pending' });
  });
});

describe('executions', () => {
  it('count those that write and those that do not say, not those that read', () => {
    const facts = factsOf(placed({ 'execution#1.effect': 'read', 'execution#2.effect': 'write', 'execution#3.operation': 'x' }));
    expect(facts).toMatchObject({ executions: 2, effect: 'write' });
    expect(factsOf(placed({ 'execution.effect': 'read' }))).toMatchObject({ executions: 0, effect: 'read' });
    expect(factsOf(placed({ 'execution.operation': 'x' }))).toMatchObject({ executions: 1, effect: 'unknown' });
    expect(factsOf(placed({ 'output.value': 'x' }))).toMatchObject({ executions: 0, effect: null });
  });
});

describe('a verdict', () => {
  it('is the last decision’s, in the words findings use', () => {
    expect(factsOf(placed({ 'decision#1.verdict': 'rejected', 'decision#1.at': at(9), 'decision#2.verdict': 'approve', 'decision#2.at': at(2) })).verdict).toBe('rejected');
    expect(factsOf(placed({ 'decision.verdict': 'Modified' })).verdict).toBe('modified');
    expect(factsOf(placed({ 'decision.verdict': 'not reviewed' })).verdict).toBe('other');
    expect(factsOf(placed({ 'decision.approver': 'ann' })).verdict).toBeNull();
  });
});

describe('the variant', () => {
  it('tells the stages in the order of their times', () => {
    expect(factsOf(placed({ 'trigger.at': at(1), 'output.at': at(2), 'execution.at': at(3), 'decision.approver': 'ann', 'decision.at': at(4), 'outcome.status': 'ok' })).variant).toBe('toxhs');
    expect(factsOf(placed({ 'model.name': 'm', 'output.value': 1, 'decision.ruleId': 'R', 'execution.type': 'x' })).variant).toBe('morx');
    expect(factsOf(placed({ 'decision.verdict': 'denied', 'outcome.status': 'weird', 'source-data.refs': [] })).variant).toBe('ju');
  });

  it('of a very long run is cut, and says so', () => {
    const calls = Object.fromEntries(Array.from({ length: 250 }, (_, call) => [`execution#${call}.operation`, 'x']));
    expect(factsOf(placed(calls)).variant).toBe(`${'x'.repeat(200)}+`);
  });
});

describe('provenance', () => {
  it('names what is not recorded, and nothing else', () => {
    expect(factsOf(placed({ 'model.version': '1', 'model.promptVersion': '', 'execution.amount': '1', 'context.environment': 'production', 'context.subject.customer': 'C' })).provenance).toEqual({ promptVersion: 'absent', ruleId: 'absent', country: 'absent' });
    expect(factsOf(placed({ 'model.version': '1' }, 1, { provenance: 'inferred', rule: 'a rule' })).provenance.modelVersion).toBe('inferred');
  });

  it('of a country among the inputs is that of the inputs', () => {
    expect(factsOf(placed({ 'source-data.features': { country: 'DE' } }))).toMatchObject({ country: 'DE' });
  });
});

describe('a sum', () => {
  it('of decimal texts is exact', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 })), { minLength: 1, maxLength: 6 }), (parts) => {
        const texts = parts.map(([units, places]) => decimalText(units, places));
        const sum = sumOfDecimals(texts);
        const [, fraction = ''] = sum.split('.');
        const exact = parts.reduce((total, [units, places]) => total + units * 10n ** BigInt(6 - places), 0n);
        expect(BigInt(sum.replace('.', '')) * 10n ** BigInt(6 - fraction.length)).toBe(exact);
      }),
    );
    expect(sumOfDecimals(['1e-2', '+.5', '-1'])).toBe('-0.49');
    expect(sumOfDecimals(['5e2', '1'])).toBe('501');
  });
});

function decimalText(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - places)}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
}
