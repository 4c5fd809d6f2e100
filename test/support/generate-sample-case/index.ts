import { briefRecords } from './briefs.ts';
import { gatewayFile, mappingFile, planGateway } from './gateway.ts';
import { leadFile, planLeads } from './leads.ts';
import { mailRecords } from './mails.ts';
import { meetingRecords } from './meetings.ts';
import { seeded } from './random.ts';
import { registryFile } from './registry.ts';
import { refundFile } from './refunds/refund-file.ts';
import { planRefunds } from './refunds/plan.ts';
import { sampleReadme } from './sample-readme.ts';

/** Every file of `resources/sample-case/` by name. The same bytes on every call, computer and day. */
export function generateSampleCase(): ReadonlyMap<string, string> {
  const refunds = planRefunds(seeded(20_260_317));
  const gateway = planGateway(seeded(4711), refunds);
  const leads = planLeads(seeded(812));
  const office = [...meetingRecords(seeded(31)), ...mailRecords(seeded(32)), ...briefRecords(seeded(33))].toSorted((a, b) => a.at - b.at);
  return new Map([
    ['refund-agent-2026-03.jsonl', refundFile(seeded(99), refunds)],
    ['lead-routing-2026-03.csv', leadFile(seeded(813), leads)],
    ['meetings-and-mail-2026-03.json', `[\n${office.map(({ record }) => JSON.stringify(record)).join(',\n')}\n]\n`],
    ['payment-gateway-2026-03.csv', gatewayFile(gateway)],
    ['payment-gateway.mapping.json', mappingFile()],
    ['model-changelog.json', registryFile()],
    ['sample.json', manifestFile()],
    ['README.md', sampleReadme(refunds, gateway, leads)],
  ]);
}

function manifestFile(): string {
  const item = (file: string, format: string, mapping: string | null, zone: string | null): object => ({ file, format, mapping, zone });
  const manifest = {
    name: 'Wrong refunds, March 2026',
    items: [
      item('refund-agent-2026-03.jsonl', 'native', null, null),
      item('lead-routing-2026-03.csv', 'native', null, null),
      item('meetings-and-mail-2026-03.json', 'native', null, null),
      item('payment-gateway-2026-03.csv', 'mapped', 'payment-gateway.mapping.json', 'Europe/Berlin'),
      item('model-changelog.json', 'version-registry', null, null),
    ],
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
