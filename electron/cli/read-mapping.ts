import { readFileSync } from 'node:fs';
import { columnMapping, type ImportItem } from '#shared/ipc/contract.ts';
import { failed, ok, type Result } from '#shared/result.ts';

/** Untrusted: a mapping somebody saved or wrote by hand. */
export function readMapping(path: string | undefined): Result<ImportItem['mapping']> {
  if (path === undefined) return ok(null);
  const text = readText(path);
  if (text === null) return failed('file-missing', `The mapping ${path} cannot be read.`);
  const parsed = columnMapping.safeParse(parseJson(text));
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return failed('mapping-unreadable', `${path} is no column mapping: ${issue === undefined ? 'its form is another' : `${issue.path.join('.') || 'the file'}: ${issue.message}`}.`, 'See resources/sample-case/payment-gateway.mapping.json for the form.');
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
