import type { JsonValue } from '#shared/json.ts';
import { modelChange } from './leads.ts';
import { rfc3339 } from './instants.ts';
import { story } from './refunds/refund-run.ts';

/** Deployments and rules in force, as the company keeps them. Attached for reading; the shape is described in the sample's README. */
export function registryFile(): string {
  const registry: JsonValue = {
    models: [
      { name: 'support-refunds', provider: 'halcyon', version: '2.3', deployedAt: '2026-02-02T06:00:00Z', retiredAt: null, approvedBy: 'change board', changelog: 'Retrained on tickets of the second half of 2025.' },
      { name: 'lead-scorer', provider: 'in-house', version: '2.1', deployedAt: '2026-01-08T05:30:00Z', retiredAt: rfc3339(modelChange), approvedBy: 'revenue operations', changelog: 'Website visits counted over 30 days.' },
      { name: 'lead-scorer', provider: 'in-house', version: '2.3', deployedAt: rfc3339(modelChange), retiredAt: null, approvedBy: 'revenue operations', changelog: 'Company size weighted higher.' },
      { name: 'meeting-extract', provider: 'halcyon', version: '4.0.2', deployedAt: '2026-01-19T07:00:00Z', retiredAt: null, approvedBy: 'sales operations', changelog: null },
      { name: 'mail-writer', provider: 'halcyon', version: '1.9', deployedAt: '2025-11-24T07:00:00Z', retiredAt: null, approvedBy: 'sales operations', changelog: null },
      { name: 'brief-writer', provider: 'halcyon', version: '3.1', deployedAt: '2026-02-16T07:00:00Z', retiredAt: null, approvedBy: null, changelog: 'Shorter briefs.' },
    ],
    prompts: [
      { template: 'refund-triage', version: 'v13', deployedAt: '2026-02-20T08:00:00Z', retiredAt: rfc3339(story.deployed), changelog: 'Clearer wording for partial deliveries.' },
      { template: 'refund-triage', version: 'v14', deployedAt: rfc3339(story.deployed), retiredAt: rfc3339(story.rolledBack), changelog: 'Reads invoice lines of the new ledger directly.' },
      { template: 'refund-triage', version: 'v13', deployedAt: rfc3339(story.rolledBack), retiredAt: null, changelog: 'Rollback after a customer reported ten times the invoice line.' },
      { template: 'lead-route', version: '6', deployedAt: '2025-12-01T07:00:00Z', retiredAt: null, changelog: null },
    ],
    rules: [
      {
        id: story.ruleId,
        version: '1',
        text: 'Refunds below 100.00 EUR to accounts older than 90 days are approved automatically.',
        conditions: [{ quantity: 'refund amount', operator: '<', value: 100, unit: 'EUR' }, { quantity: 'account age', operator: '>', value: 90, unit: 'days' }],
        effect: 'approve automatically',
        owner: 'finance operations',
        review: 'quarterly',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: null,
        approvedBy: 'head of finance',
      },
      { id: 'L-2026-01', version: '3', text: 'A score above 80 with one clear territory is assigned automatically.', conditions: [{ quantity: 'lead score', operator: '>', value: 80, unit: '0-100' }, { quantity: 'territories', operator: '=', value: 1, unit: 'rules' }], effect: 'assign automatically', owner: 'revenue operations', review: 'quarterly', validFrom: '2026-01-01T00:00:00Z', validTo: null, approvedBy: 'revenue operations' },
      { id: 'L-2026-02', version: '3', text: 'A score below 40 goes to the nurture stream.', conditions: [{ quantity: 'lead score', operator: '<', value: 40, unit: '0-100' }], effect: 'move to nurture', owner: null, review: null, validFrom: '2026-01-01T00:00:00Z', validTo: null, approvedBy: 'revenue operations' },
    ],
  };
  return `${JSON.stringify(registry, null, 2)}\n`;
}
