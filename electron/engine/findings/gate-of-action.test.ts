import { expect, it } from 'vitest';
import { gates, plainContext } from '../../../test/support/surveyed-run.ts';
import { gateOfAction } from './gate-of-action.ts';

const gateOf = (actionType: string): string | null => gateOfAction(plainContext)(actionType)?.gate ?? null;

it('the gate of an action is that of the entry whose words stand in its type', () => {
  expect(['refund', 'refund.execute', 'PartialRefund', 'crm.lead_route', 'deleteUser', 'email_draft', 'research_brief', 'meeting_notes'].map(gateOf)).toEqual([
    'threshold rule', 'threshold rule', 'threshold rule', 'threshold rule', 'always a person', 'always a person', 'log only', 'log only',
  ]);
  expect(['prefund', 'launch', ''].map(gateOf)).toEqual([null, null, null]);
});

it('of several entries the longest decides', () => {
  const table = { version: 'x', gates: [{ action: 'note', gate: 'log only', basis: '' }, { action: 'send note', gate: 'always a person', basis: '' }] } as const;
  expect(['note', 'send-note'].map((type) => gateOfAction({ ...plainContext, gates: table })(type)?.gate)).toEqual(['log only', 'always a person']);
});

it('no entry of the table stands in it twice', () => {
  expect(new Set(gates.gates.map(({ action }) => action)).size).toBe(gates.gates.length);
});
