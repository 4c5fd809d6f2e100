import { createHash, randomUUID } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, ok, type Result } from '#shared/result.ts';

/**
 * One writer a case: two owners of one index destroy it. The authority is something the kernel takes back when the holder dies,
 * however it dies: on Linux an abstract socket, on Windows a named pipe, elsewhere a lock on an open file. The file
 * `lock` only says who it is. `node:net` is used for these local names and nothing else; no port is opened.
 */
export interface CaseLock {
  /** Who held it without releasing it: that program was killed or crashed. To be journalled by the caller. */
  readonly tookOverFrom: LockHolder | null;
  release(): Promise<void>;
}

const lockHolder = z.object({
  pid: z.number().int(),
  host: z.string(),
  user: z.string(),
  /** RFC 3339 UTC. */
  since: z.string(),
  shell: z.string(),
  /** Tells this holder from every other. */
  token: z.string(),
  /** Linux: when the process began, so that a reused pid is not taken for it. */
  startTicks: z.string().nullable(),
  /** Which folder: a copy of an open case carries this file along, and nobody has the copy open. */
  folder: z.string(),
});
export type LockHolder = Readonly<z.infer<typeof lockHolder>>;

export async function acquireLock(caseFolder: string, shell: string, now: () => bigint): Promise<Result<CaseLock>> {
  const folder = realpathSync(caseFolder);
  const file = join(folder, 'lock');
  const identity = folderIdentity(folder);
  const before = readHolder(file);
  if (before !== null && before.host !== hostname()) return lockedElsewhere(before, file);
  const endpoint = await bindEndpoint(folder, identity);
  if (endpoint === null) return locked(await holderNow(file));
  // Read again: between the first look and the binding another holder may have come and gone.
  const left = readHolder(file);
  if (left !== null && left.host !== hostname()) {
    await endpoint.close();
    return lockedElsewhere(left, file);
  }
  if (left !== null && left.folder === identity && livesUnseen(left)) {
    await endpoint.close();
    return locked(left);
  }
  const mine: LockHolder = {
    pid: process.pid,
    host: hostname(),
    user: userInfo().username,
    since: new Date(Number(now() / 1_000_000n)).toISOString(),
    shell,
    token: randomUUID(),
    startTicks: startTicks(process.pid),
    folder: identity,
  };
  writeHolder(file, mine);
  return ok({
    tookOverFrom: left?.folder === identity ? left : null,
    async release() {
      // The name goes first: while the endpoint is bound nobody else can have written it.
      if (readHolder(file)?.token === mine.token) rmSync(file, { force: true });
      await endpoint.close();
    },
  });
}

function locked(holder: LockHolder | null): Result<CaseLock> {
  const who = holder === null ? 'another program on this computer' : `${holder.shell}, process ${holder.pid}, started by ${holder.user} on ${holder.host}, since ${holder.since}`;
  return failed('case-locked', `The case is open in ${who}.`, 'Close it there, then open it here. Two programs writing one case would destroy its index.');
}

function lockedElsewhere(holder: LockHolder, file: string): Result<CaseLock> {
  return failed(
    'case-locked-elsewhere',
    `The case is marked as open on another computer: ${holder.host}, ${holder.shell}, process ${holder.pid}, user ${holder.user}, since ${holder.since}. From here nobody can tell whether it still is.`,
    `Close it there. Only if you are certain that nothing on ${holder.host} has it open any more, delete the file ${file} and open the case again.`,
  );
}

interface Endpoint {
  close(): Promise<void>;
}

/** Null: somebody holds it. */
async function bindEndpoint(folder: string, identity: string): Promise<Endpoint | null> {
  const name = `proofline-${createHash('sha256').update(identity).digest('hex').slice(0, 40)}`;
  if (process.platform === 'linux') return listen(`\0${name}`);
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\${name}`);
  return lockFile(join(folder, 'lock.held'));
}

/** The folder itself where it has a number, so that neither a rename nor a second path to it opens a second door. */
function folderIdentity(folder: string): string {
  if (process.platform === 'win32') return folder.toLowerCase();
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
}

function listen(path: string): Promise<Endpoint | null> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once('error', (error) => ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES') ? resolve(null) : reject(error)));
    server.listen({ path, exclusive: true }, () => {
      server.unref();
      resolve({ close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** macOS and the BSDs: open(2) with O_EXLOCK takes an advisory lock in the same step, released by the kernel with the process. */
function lockFile(path: string): Endpoint | null {
  const O_EXLOCK = 0x20;
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK, 0o600);
    return { close: () => Promise.resolve(closeSync(file)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK')) return null;
    throw error;
  }
}

/** The holder may have bound the endpoint a moment ago and be about to write its name. */
async function holderNow(file: string): Promise<LockHolder | null> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) return holder;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return readHolder(file);
}

/** Abstract sockets are not seen across network namespaces (containers, sandboxes); the process table may be. */
function livesUnseen(holder: LockHolder): boolean {
  if (process.platform !== 'linux' || holder.startTicks === null) return false;
  return holder.pid !== process.pid && isAlive(holder);
}

function isAlive(holder: LockHolder): boolean {
  if (holder.startTicks !== null) return startTicks(holder.pid) === holder.startTicks;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** proc(5), /proc/pid/stat fields 3 and 22, counted behind the command name, which may itself hold blanks and brackets. */
function startTicks(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields[19] ?? null;
    return ticks === null || isGone(fields[0]) ? null : `${bootId()}:${ticks}`;
  } catch {
    return null;
  }
}

/** Killed, and its parent has not asked for its exit code yet: the kernel has already taken everything it held. */
function isGone(state: string | undefined): boolean {
  return state === 'Z' || state === 'X' || state === 'x';
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim() + readlinkSync('/proc/self/ns/pid');
}

function readHolder(file: string): LockHolder | null {
  try {
    return lockHolder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Absent, or damaged by a crash: it only names, so nothing depends on it.
    return null;
  }
}

function writeHolder(file: string, holder: LockHolder): void {
  const incoming = `${file}.${holder.token}`;
  const handle = openSync(incoming, 'wx', 0o600);
  writeSync(handle, `${JSON.stringify(holder, null, 1)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(incoming, file);
}
