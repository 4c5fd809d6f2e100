import { describe, expect, it } from 'vitest';
import { jsonOption, type Command } from './command.ts';
import { parseCommandLine, wholeNumber } from './parse-command-line.ts';
import { exitCodes } from './terminal.ts';

const command: Command = {
  name: 'copy',
  positionals: ['CASE', 'PATH…'],
  summary: 'copy',
  details: '',
  options: { zone: { argument: 'ZONE', help: '' }, limit: { argument: 'N', help: '' }, json: jsonOption },
  run: () => Promise.resolve(exitCodes.fine),
};

describe('the command line', () => {
  it('takes words and options in any order', () => {
    const given = parseCommandLine(command, ['--json', 'a.case', '--zone', 'Europe/Berlin', 'one.jsonl', 'two.jsonl']);
    expect(given).toEqual({ ok: true, value: { words: ['a.case', 'one.jsonl', 'two.jsonl'], values: new Map([['zone', 'Europe/Berlin']]), lists: new Map(), switches: new Set(['json']) } });
  });

  it('takes an option several times where it may be repeated, and keeps the order', () => {
    const repeating: Command = { ...command, options: { ...command.options, key: { argument: 'FILE', help: '', repeats: true } } };
    const given = parseCommandLine(repeating, ['a.case', 'f', '--key', 'one', '--key=two']);
    expect(given.ok && given.value.lists.get('key')).toEqual(['one', 'two']);
  });

  it('takes a file whose name looks like an option after --', () => {
    const given = parseCommandLine(command, ['a.case', '--', '--odd.jsonl']);
    expect(given.ok && given.value.words).toEqual(['a.case', '--odd.jsonl']);
  });

  it.each([
    [['a.case'], 'PATH is missing.'],
    [[], 'CASE is missing.'],
    [['', 'f'], 'CASE is empty.'],
    [['a.case', 'f', '--colour'], "Unknown option '--colour'"],
    [['a.case', 'f', '--zone'], "'--zone <value>' argument missing"],
    [['a.case', 'f', '--json=yes'], "'--json' does not take an argument"],
  ])('refuses %j and says why', (argv, why) => {
    const given = parseCommandLine(command, argv);
    expect(given.ok ? '' : given.problem.code).toBe('usage');
    expect(given.ok ? '' : given.problem.message).toContain(why);
  });

  it('refuses a word too many where the last one does not repeat', () => {
    expect(parseCommandLine({ ...command, positionals: ['[CASE]'] }, [])).toMatchObject({ ok: true, value: { words: [] } });
    const given = parseCommandLine({ ...command, positionals: ['CASE'] }, ['a.case', 'b.case']);
    expect(given).toMatchObject({ ok: false, problem: { message: 'Unexpected argument "b.case".' } });
  });

  it('lets --help stand alone', () => {
    const given = parseCommandLine(command, ['--help']);
    expect(given.ok && given.value.switches.has('help')).toBe(true);
  });

  it.each(['-1', '1.5', 'all', '', '1e3'])('takes no limit of "%s"', (text) => {
    const given = parseCommandLine(command, ['a.case', 'f', `--limit=${text}`]);
    expect(given.ok && wholeNumber(given.value, 'limit', 50).ok).toBe(false);
  });

  it('takes 0 as a limit, and 50 where none is given', () => {
    const [zero, none] = [parseCommandLine(command, ['a.case', 'f', '--limit', '0']), parseCommandLine(command, ['a.case', 'f'])];
    expect(zero.ok && wholeNumber(zero.value, 'limit', 50)).toEqual({ ok: true, value: 0 });
    expect(none.ok && wholeNumber(none.value, 'limit', 50)).toEqual({ ok: true, value: 50 });
  });
});
