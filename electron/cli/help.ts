import type { Command } from './command.ts';

export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => usage(command).length)) + 2;
  const lines = commands.map((command) => `  ${usage(command).padEnd(width)}${command.summary}`);
  return `Usage: proofline COMMAND

Imports audit exports of AI systems into a case folder and shows what ran, who allowed it and what came of it. Works offline.

${lines.join('\n')}
  ${'--version'.padEnd(width)}the version of this build
  ${'COMMAND --help'.padEnd(width)}everything about one command

Exit codes: 0 fine · 1 something failed · 2 the request or its input was unusable.
One program at a time opens a case; a second one is told who holds it. PROOFLINE_HOME names another settings folder.
`;
}

export function commandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, help: { argument: null, help: 'this text' } }).map(([name, option]) => [`--${name}${option.argument === null ? '' : ` ${option.argument}`}`, option.help] as const);
  const width = Math.max(...options.map(([flag]) => flag.length)) + 2;
  return `Usage: proofline ${usage(command)}${options.length > 1 ? ' [options]' : ''}

${command.summary[0]?.toUpperCase() ?? ''}${command.summary.slice(1)}.

${command.details.trim()}

${options.map(([flag, help]) => `  ${flag.padEnd(width)}${help}`).join('\n')}
`;
}

function usage(command: Command): string {
  return [command.name, ...command.positionals].join(' ');
}
