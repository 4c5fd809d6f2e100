import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

/** Electron's utility process as a forked Node process: the same messages, the same empty environment. */
export const utilityProcess = {
  fork(modulePath: string, args: readonly string[], options: { readonly env?: Readonly<Record<string, string>> }): UtilityProcessStandIn {
    return new UtilityProcessStandIn(modulePath, args, options.env ?? {});
  },
};

class UtilityProcessStandIn extends EventEmitter {
  readonly #child;

  constructor(modulePath: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    super();
    // Windows cannot start a process without its own folder named.
    const system = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {};
    this.#child = fork(modulePath, [...args], { env: { ...system, ...env }, execArgv: [], serialization: 'json', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => this.emit('exit', code));
  }

  postMessage(message: unknown): void {
    // A message to a child that just died is lost; its end is reported by `exit`.
    this.#child.send(Object(message), () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGKILL');
  }
}
