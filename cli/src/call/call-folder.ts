// Where the calls that stay are found: a private folder, with a file for each.
import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';

/** A call that stays in a process of its own. */
export interface HeldCall {
  readonly name: string;
  readonly pid: number;
  /** The Unix socket or the named pipe of the process. */
  readonly socket: string;
  /** Sent with each request, so that other users cannot use a named pipe. */
  readonly token: string;
  /** The module or the URL. */
  readonly target: string;
  /** What the application prints. */
  readonly log: string;
  readonly startedAt: string;
}

/** The name of a call that is not named. */
export const DEFAULT_NAME = 'call';

/** The maximum length of the path of a Unix socket on all systems. */
const MAX_SOCKET = 103;

/** Returns the name of a call. @throws CommandError for a name that cannot be the name of a file */
export function callName(name: string | undefined): string {
  if (name === undefined) return DEFAULT_NAME;
  if (/^[A-Za-z0-9][\w.-]{0,39}$/.test(name)) return name;
  throw new CommandError(`--name is ${JSON.stringify(name)}; expected at most 40 letters, digits, - _ or a period.`);
}

/**
 * Returns the private folder of the calls of this user, which it creates.
 *
 * @throws CommandError if a folder with that name belongs to another user, or others may read it
 */
export function callFolder({ env }: Pick<Io, 'env'>): string {
  const user = process.getuid?.() ?? userInfo().username;
  const folder = join(env.BXML_CALLS ?? tmpdir(), `bxml-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.getuid === undefined) return folder;
  const { uid, mode } = lstatSync(folder);
  const isOwn = lstatSync(folder).isDirectory() && uid === process.getuid();
  if (isOwn && (mode & 0o077) === 0) return folder;
  throw new CommandError(`${folder} is not private to you.`, {
    hint: 'Remove it, or set BXML_CALLS to a folder of your own.',
  });
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.json`);

/** Returns a call by its name; `undefined` if there is none. It may have ended without cleaning up. */
export function readCall(folder: string, name: string): HeldCall | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(folder, name), 'utf8')) as HeldCall;
  } catch {
    return undefined;
  }
}

/** Returns the names of the calls in a folder. */
export const callNames = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** Describes the call of this process. @throws CommandError if the path of its socket is too long */
export function newCall(folder: string, name: string, target: string): HeldCall {
  const id = `${name}-${process.pid}`;
  const socket =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\bxml-${id}-${randomBytes(8).toString('hex')}`
      : join(folder, `${id}.sock`);
  if (process.platform !== 'win32' && Buffer.byteLength(socket) > MAX_SOCKET) {
    throw new CommandError('The path of the temporary folder is too long for a socket.', {
      hint: 'Set BXML_CALLS to a folder with a short path, such as /tmp.',
    });
  }
  return {
    name,
    pid: process.pid,
    socket,
    token: randomBytes(16).toString('hex'),
    target,
    log: logOf(folder, name),
    startedAt: new Date().toISOString(),
  };
}

/** Returns the file with what the application of a call prints. */
export const logOf = (folder: string, name: string): string => join(folder, `${name}.log`);

/** Enters a call in the folder. @returns false if another call has the name */
export function enterCall(folder: string, call: HeldCall): boolean {
  try {
    writeFileSync(fileOf(folder, call.name), JSON.stringify(call), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (Object(error).code === 'EEXIST') return false;
    throw error;
  }
}

/** Makes the socket of a call private. */
export function protectSocket({ socket }: HeldCall): void {
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
}

/** Removes the files of a call, unless another call has its name by now. */
export function removeCall(folder: string, call: HeldCall): void {
  if (process.platform !== 'win32') rmSync(call.socket, { force: true });
  if (readCall(folder, call.name)?.token === call.token) rmSync(fileOf(folder, call.name), { force: true });
}

/** Resolves to true if the process of a call accepts connections. */
export function isAlive({ socket }: HeldCall): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const settle = (alive: boolean): void => {
      connection.destroy();
      resolve(alive);
    };
    connection.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
