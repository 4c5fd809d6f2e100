import type { ExitCode, Terminal } from './terminal.ts';

export interface CommandOption {
  /** Null for a switch; else the word standing for its value in the help. */
  readonly argument: string | null;
  readonly help: string;
  /** True: may be given several times. */
  readonly repeats?: boolean;
}

/** One word of the command line. A new command is a file in commands/ and a line in commands/index.ts. */
export interface Command {
  readonly name: string;
  /** Positional words as the help prints them: `CASE`, `PATH…` for one or more, `[CASE]` where it may be left out. */
  readonly positionals: readonly string[];
  readonly summary: string;
  /** Paragraphs below the usage line. */
  readonly details: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  run(given: Given, terminal: Terminal): Promise<ExitCode>;
}

/** The command line as understood: as many words as the command asks for, only options it knows. */
export interface Given {
  readonly words: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** Options that may be repeated, in the order given. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
}

export const jsonOption: CommandOption = { argument: null, help: 'print one JSON document on standard output' };
