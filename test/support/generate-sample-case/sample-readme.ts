import type { GatewayPlan } from './gateway.ts';
import type { LeadRun } from './leads.ts';
import { plantedFacts } from './planted-facts.ts';
import type { RefundRun } from './refunds/refund-run.ts';

export function sampleReadme(refunds: readonly RefundRun[], gateway: GatewayPlan, leads: readonly LeadRun[]): string {
  const sections = plantedFacts(refunds, gateway, leads).map(([title, facts]) => `### ${title}\n\n| fact | count | what |\n|---|---:|---|\n${facts.map(({ id, count, what }) => `| \`${id}\` | ${count} | ${what} |`).join('\n')}\n`);
  return `${introduction}\n${sections.join('\n')}`;
}

const introduction = `# Sample case: wrong refunds, March 2026

A made-up company whose support agent pays ten times the invoice line for a day and a half. People, firms, ids and amounts are
invented; the files are generated (\`test/support/generate-sample-case/\`) and come out the same on every computer.

| file | what it is |
|---|---|
| \`sample.json\` | what to import and how: \`{name, items: [{file, format, mapping, zone}]}\` |
| \`refund-agent-2026-03.jsonl\` | the agent's own log, native Execute-Action records with a hash chain |
| \`payment-gateway-2026-03.csv\` | what the payment provider exports for the same refunds; needs \`payment-gateway.mapping.json\` and the zone Europe/Berlin |
| \`lead-routing-2026-03.csv\` | lead scoring and routing with disputes, native records as a table |
| \`meetings-and-mail-2026-03.json\` | meeting notes, drafted mails and research briefs, one native array |
| \`model-changelog.json\` | versions and rules in force: \`{models, prompts, rules}\`, each entry with its version, from when to when, who approved it and what changed. A version registry (\`resources/schemas/version-registry.schema.json\`). With it the rules over thresholds and versions have something to go by |

The chain: \`hash\` is SHA-256 in hex over the RFC 8785 form of the record without \`hash\`; \`seq\` counts from 1 and \`prev_hash\`, the
\`hash\` of the record before (64 zeros for the first), are part of what is hashed. Neither a key nor an anchor outside the file
protects it: whoever could write the log could have written it anew.

## What is planted

\`test/sample-case.test.ts\` counts every line of these tables again from the files.
`;
