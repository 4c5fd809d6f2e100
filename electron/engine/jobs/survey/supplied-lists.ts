import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SuppliedListKind } from '#shared/model/supplied-list.ts';
import { orThrow } from '#shared/result.ts';
import type { GateTable, RuleContext } from '../../findings/finding-rule.ts';
import { listSupplied, standingLists } from '../../findings/list-acts.ts';
import { readSuppliedList } from '../../findings/read-supplied-list.ts';
import type { CaseBench } from '../case-bench.ts';
import { intoVault, vaultFile } from '../remembered-inputs.ts';

/** The gate table of the build: which actions ask for which gate. */
export function gateTable(resources: string): GateTable {
  return gates.parse(JSON.parse(readFileSync(join(resources, 'gates', 'gates-1.json'), 'utf8')));
}

const gates = z.object({
  version: z.string(),
  gates: z.array(z.object({ action: z.string(), gate: z.enum(['always a person', 'threshold rule', 'log only']), basis: z.string() })),
});

type Lists = Pick<RuleContext, 'authorities' | 'roster'>;

/** Lists as read last: they are asked for with every page of findings and change with an act only. */
const readOf = new WeakMap<CaseBench['case'], { readonly of: string; readonly lists: Lists }>();

/** What the lists that stand say, several of a kind together; read back from the vault. null: none of the kind stands. */
export function suppliedLists({ acts, case: opened }: Pick<CaseBench, 'acts' | 'case'>): Lists {
  const standing = standingLists(acts);
  const of = standing.map(({ seq }) => seq).join(' ');
  const known = readOf.get(opened);
  if (known?.of === of) return known.lists;
  const read = standing.map(({ list, name, sha256, zone }) => ({ list, ...orThrow(readSuppliedList(list, vaultFile(opened, sha256, name).bytes, zone)) }));
  const some = (list: SuppliedListKind): typeof read | null => (read.some((one) => one.list === list) ? read.filter((one) => one.list === list) : null);
  const lists = { authorities: some('authority list')?.flatMap(({ authorities }) => authorities) ?? null, roster: some('roster')?.flatMap(({ roster }) => roster) ?? null };
  readOf.set(opened, { of, lists });
  return lists;
}

/** Reads the list first: what cannot be read is not kept. Then the file goes to the vault and the act to the journal. */
export async function supplyList(bench: CaseBench, { list, name, bytes, zone }: { readonly list: SuppliedListKind; readonly name: string; readonly bytes: Uint8Array; readonly zone: string | null }): Promise<{ readonly journalSeq: number }> {
  const { entries, unread } = orThrow(readSuppliedList(list, bytes, zone));
  const sha256 = await intoVault(bench.case, bytes);
  const { seq } = orThrow(bench.acts.record(listSupplied, { list, name, sha256, bytes: bytes.length, entries, zone, unread: [...unread] }));
  return { journalSeq: seq };
}
