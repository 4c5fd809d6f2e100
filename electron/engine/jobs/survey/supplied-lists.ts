import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { GateTable } from '../../findings/finding-rule.ts';

/** The gate table of the build: which actions ask for which gate. */
export function gateTable(resources: string): GateTable {
  return gates.parse(JSON.parse(readFileSync(join(resources, 'gates', 'gates-1.json'), 'utf8')));
}

const gates = z.object({
  version: z.string(),
  gates: z.array(z.object({ action: z.string(), gate: z.enum(['always a person', 'threshold rule', 'log only']), basis: z.string() })),
});
