import { parseArgs } from 'node:util';
import { failed, ok, type Result } from '#shared/result.ts';
import type { Command, CommandOption, Given } from './command.ts';

/** Untrusted: words after the command's name. */
export function parseCommandLine(command: Command, argv: readonly string[]): Result<Given> {
  const known: readonly (readonly [string, CommandOption])[] = [...Object.entries(command.options), ['help', { argument: null, help: '' }]];
  const options = Object.fromEntries(known.map(([name, { argument, repeats = false }]) => [name, { type: argument === null ? ('boolean' as const) : ('string' as const), multiple: repeats }]));
  const read = readWords(argv, options);
  if (!read.ok) return read;
  const { positionals, values } = read.value;
  if (values['help'] === true) return ok({ words: positionals, values: new Map(), lists: new Map(), switches: new Set(['help']) });

  const wanted = command.positionals;
  const endless = wanted.at(-1)?.endsWith('…') === true;
  const missing = wanted[positionals.length];
  if (missing !== undefined && !missing.startsWith('[')) return failed('usage', `${missing.replace('…', '')} is missing.`, `proofline ${command.name} --help`);
  const empty = wanted.findIndex((_word, index) => positionals[index] === '');
  if (empty >= 0) return failed('usage', `${(wanted[empty] ?? '').replace('…', '')} is empty.`, `proofline ${command.name} --help`);
  const tooMany = endless ? undefined : positionals[wanted.length];
  if (tooMany !== undefined) return failed('usage', `Unexpected argument "${tooMany}".`, `proofline ${command.name} --help`);

  const given = Object.entries(values);
  return ok({
    words: positionals,
    values: new Map(given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))),
    lists: new Map(given.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value.map(String)] as const] : []))),
    switches: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
  });
}

interface Read {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

function readWords(argv: readonly string[], options: Record<string, { readonly type: 'string' | 'boolean'; readonly multiple: boolean }>): Result<Read> {
  try {
    return ok(parseArgs({ args: [...argv], options, allowPositionals: true, strict: true }));
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return failed('usage', error.message);
    throw error;
  }
}

/** `--limit` and the like: a whole number from `low` up. */
export function wholeNumber(given: Given, name: string, fallback: number): Result<number> {
  const text = given.values.get(name);
  if (text === undefined) return ok(fallback);
  if (!/^\d{1,15}$/.test(text)) return failed('usage', `--${name} takes a whole number; "${text}" is none.`);
  return ok(Number(text));
}
