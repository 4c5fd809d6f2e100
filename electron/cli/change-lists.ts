import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { SuppliedListKind } from '#shared/model/supplied-list.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Given } from './command.ts';
import type { Asking } from './open-engine.ts';
import type { Terminal } from './terminal.ts';
import { printable } from './text-table.ts';

const largest = 64 << 20;

/** `--authorities`, `--roster` and `--forget`: lists that rules go by, supplied and withdrawn, in this order. */
export async function changeLists(engine: Asking, given: Given, terminal: Terminal): Promise<Result<null>> {
  const zone = given.values.get('zone') ?? null;
  const supply = async (list: SuppliedListKind, path: string): Promise<Result<null>> => {
    const bytes = readList(path);
    if (!bytes.ok) return bytes;
    const supplied = await engine.ask('findings.supply', { list, name: basename(path), base64: bytes.value.toString('base64'), zone });
    if (!supplied.ok) return { ok: false, problem: { ...supplied.problem, message: `${printable(path)}: ${supplied.problem.message}` } };
    terminal.err(`${printable(basename(path))} is in the case as ${list}, journal entry ${supplied.value.journalSeq}.\n`);
    return ok(null);
  };
  for (const path of given.lists.get('authorities') ?? []) {
    const supplied = await supply('authority list', path);
    if (!supplied.ok) return supplied;
  }
  for (const path of given.lists.get('roster') ?? []) {
    const supplied = await supply('roster', path);
    if (!supplied.ok) return supplied;
  }
  for (const entry of given.lists.get('forget') ?? []) {
    if (!/^\d{1,15}$/u.test(entry)) return failed('usage', `--forget takes the number of a journal entry; "${entry}" is none.`);
    const withdrawn = await engine.ask('findings.withdraw', { seq: Number(entry), reason: 'withdrawn on the command line' });
    if (!withdrawn.ok) return withdrawn;
  }
  return ok(null);
}

function readList(path: string): Result<Buffer> {
  try {
    if (statSync(path).size > largest) return failed('list-too-large', `${path} has more than ${largest} bytes; such a list is not read.`);
    return ok(readFileSync(path));
  } catch (error) {
    return failed('file-missing', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
