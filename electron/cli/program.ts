import { commands } from './commands/index.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { exitCodes, type ExitCode, type Terminal } from './terminal.ts';

/** The whole command line: words in, exit code out. */
export async function runProgram(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return printHelp(rest[0], name === undefined, terminal);
  if (name === '--version' || name === '-v') {
    terminal.out(`${terminal.version}\n`);
    return exitCodes.fine;
  }
  const command = commands.find((known) => known.name === name);
  if (command === undefined) {
    terminal.err(`proofline: there is no command "${name}".\n\n${programHelp(commands)}`);
    return exitCodes.unusable;
  }
  const given = parseCommandLine(command, rest);
  if (!given.ok) {
    const { message, nextStep } = given.problem;
    terminal.err(`proofline ${name}: ${message}\n${nextStep === undefined ? commandHelp(command) : `${nextStep}\n`}`);
    return exitCodes.unusable;
  }
  if (given.value.switches.has('help')) {
    terminal.out(commandHelp(command));
    return exitCodes.fine;
  }
  return command.run(given.value, terminal);
}

function printHelp(topic: string | undefined, unasked: boolean, terminal: Terminal): ExitCode {
  const command = commands.find((known) => known.name === topic);
  const text = command === undefined ? programHelp(commands) : commandHelp(command);
  if (unasked) terminal.err(text);
  else terminal.out(text);
  return unasked ? exitCodes.unusable : exitCodes.fine;
}
