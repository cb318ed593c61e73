// Commands for a call that stays: they start its process, and send requests to it.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, print, remark } from '../terminal/io.js';
import {
  callFolder,
  callName,
  callNames,
  DEFAULT_NAME,
  type HeldCall,
  isAlive,
  logOf,
  readCall,
  removeCall,
} from './call-folder.js';
import type { HolderReply } from './call-holder.js';
import {
  type BeginMessage,
  type BegunMessage,
  BLOCKED_AFTER,
  type CallRequest,
  type CallResponse,
} from './call-protocol.js';
import { hasFindings } from './call-report.js';
import { assertCanSave, printReply, saveTest, type TerminalOptions } from './hold-call.js';

/** The options of every command for a call that stays. */
export interface CallOptions {
  readonly name?: string | undefined;
  readonly json?: boolean | undefined;
}

/** The options of `bxml call start`. */
export interface StartCallOptions extends TerminalOptions, CallOptions {
  readonly idleMinutes: number;
}

/** Starts the process of a call, and prints how the call begins. */
export async function startCall(io: Io, options: StartCallOptions): Promise<ExitStatus> {
  const { again } = io;
  if (again === undefined) throw new CommandError('A call that stays can only be started by the command bxml itself.');
  const name = callName(options.name);
  const { save, force, idleMinutes } = options;
  if (save !== undefined) assertCanSave(io, save, force);
  const folder = callFolder(io);
  await makeRoom(io, folder, name);
  const log = openSync(logOf(folder, name), 'w', 0o600);
  const child = spawn(process.execPath, [...process.execArgv, again.entry, 'call', 'host'], {
    cwd: io.cwd,
    env: { ...io.env },
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const kill = (): void => void child.kill('SIGKILL');
  io.signal.addEventListener('abort', kill);
  const limit = ((options.loadTimeout ?? 15) + options.patience + BLOCKED_AFTER) * 1000;
  try {
    const { idleMinutes: _, save: __, force: ___, json: ____, name: _____, ...hold } = options;
    const message: BeginMessage = {
      folder,
      name,
      idleSeconds: idleMinutes * 60,
      options: hold,
      save: save && resolve(io.cwd, save),
    };
    child.send(message);
    const begun = await new Promise<BegunMessage>((settle, reject) => {
      const timer = setTimeout(() => {
        kill();
        reject(
          new CommandError(`The application did not start within ${limit / 1000} s. The process was ended.`, {
            hint: `Look for an endless loop; what it printed is in ${logOf(folder, name)}.`,
          }),
        );
      }, limit);
      child.once('message', (value: BegunMessage) => {
        clearTimeout(timer);
        settle(value);
      });
      child.once('error', reject).once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(
          new CommandError(`The process of the call ended with ${signal ?? code}.`, {
            hint: `What it printed is in ${logOf(folder, name)}.`,
          }),
        );
      });
    });
    if ('error' in begun) throw new CommandError(begun.error.message, { hint: begun.error.hint });
    printReply(io, { kind: 'step', report: begun.report }, options.json === true);
    if (options.json !== true)
      remark(
        io,
        `The call stays${name === DEFAULT_NAME ? '' : ` as ${name}`}: bxml call press 1, hears, status, hang-up, stop.`,
      );
    return hasFindings(begun.report) ? exitStatus.findings : exitStatus.ok;
  } finally {
    io.signal.removeEventListener('abort', kill);
    if (child.connected) child.disconnect();
    child.unref();
  }
}

/** Ends a call with the same name that is over. */
async function makeRoom(io: Io, folder: string, name: string): Promise<void> {
  const held = readCall(folder, name);
  if (held === undefined || !(await isAlive(held))) return;
  const response = await request(io, held, { op: 'look' });
  const isOver =
    'reply' in response &&
    response.reply.kind === 'step' &&
    response.reply.report.waitsFor.some(({ kind }) => kind === 'over');
  if (!isOver) {
    throw new CommandError(`A call named ${name} is held already.`, {
      hint: `bxml call stop${name === DEFAULT_NAME ? '' : ` --name ${name}`} ends it; --name starts another one beside it.`,
    });
  }
  await request(io, held, { op: 'stop' });
}

/** Executes one line in a call that stays, and prints the answer. */
export async function commandCall(io: Io, line: string, options: CallOptions): Promise<ExitStatus> {
  const held = await heldCall(io, options.name);
  const reply = await replyOf(io, held, { op: 'execute', line, cwd: io.cwd });
  if (reply.kind === 'test') {
    assertCanSave(io, reply.file);
    saveTest(io, reply);
  }
  printReply(io, reply, options.json === true);
  return statusOf(reply);
}

/** Hangs up, and ends the process of a call that stays. */
export async function stopCall(io: Io, options: CallOptions): Promise<ExitStatus> {
  const held = await heldCall(io, options.name);
  const response = await request(io, held, { op: 'stop' }).catch((error: unknown) => {
    if (!(error instanceof Blocked)) throw error;
    // Only the process that was just connected to has this id.
    process.kill(held.pid, 'SIGKILL');
    removeCall(callFolder(io), held);
    remark(io, 'The process did not answer, and was ended.');
    return undefined;
  });
  if (response === undefined) return exitStatus.findings;
  if ('error' in response) throw new CommandError(response.error.message, { hint: response.error.hint });
  if (response.save !== undefined) saveTest(io, response.save);
  printReply(io, response.reply, options.json === true);
  return statusOf(response.reply);
}

/** Prints the calls that stay. */
export async function listCalls(io: Io, { json = false }: CallOptions): Promise<ExitStatus> {
  const folder = callFolder(io);
  const calls: object[] = [];
  for (const name of callNames(folder)) {
    const held = readCall(folder, name);
    if (held === undefined || !(await isAlive(held))) {
      if (held !== undefined) removeCall(folder, held);
      continue;
    }
    const { target, pid, startedAt, log } = held;
    const response = await request(io, held, { op: 'look' }).catch(() => undefined);
    const report =
      response !== undefined && 'reply' in response && response.reply.kind === 'step'
        ? response.reply.report
        : undefined;
    calls.push({ name, target, pid, startedAt, log, at: report?.at ?? null, waitsFor: report?.waitsFor ?? [] });
    if (!json)
      print(io, `${name}  ${target}  ${report === undefined ? 'does not answer' : (report.waitsFor[0]?.text ?? '')}`);
  }
  if (json) print(io, JSON.stringify(calls));
  else if (calls.length === 0) remark(io, 'No call is held. bxml call start URL begins one.');
  return exitStatus.ok;
}

const statusOf = (reply: HolderReply): ExitStatus => {
  if (reply.kind !== 'step') return exitStatus.ok;
  if (reply.report.failure?.code === 'command') return exitStatus.usage;
  return hasFindings(reply.report) ? exitStatus.findings : exitStatus.ok;
};

/** @throws CommandError if no call with that name is held */
async function heldCall(io: Io, given: string | undefined): Promise<HeldCall> {
  const name = callName(given);
  const folder = callFolder(io);
  const held = readCall(folder, name);
  if (held !== undefined && (await isAlive(held))) return held;
  if (held !== undefined) removeCall(folder, held);
  const others = callNames(folder).filter((each) => each !== name);
  const hint =
    others.length > 0 ? `Calls: ${others.join(', ')}. Choose one with --name.` : 'Begin one: bxml call start URL';
  throw new CommandError(
    held === undefined
      ? `No call${given === undefined ? '' : ` named ${name}`} is held.`
      : `The process of the call${given === undefined ? '' : ` ${name}`} has ended.`,
    { hint },
  );
}

/** The process of a call does not answer. */
class Blocked extends CommandError {}

async function replyOf(io: Io, held: HeldCall, message: Omit<CallRequest, 'token'>): Promise<HolderReply> {
  const response = await request(io, held, message);
  if ('error' in response) throw new CommandError(response.error.message, { hint: response.error.hint });
  return response.reply;
}

/** Sends a request and resolves to the answer. @throws CommandError if the process is blocked or ends */
function request(io: Io, held: HeldCall, message: Omit<CallRequest, 'token'>): Promise<CallResponse> {
  const seconds = Number(io.env.BXML_BLOCKED_AFTER) || BLOCKED_AFTER;
  return new Promise((settle, reject) => {
    let text = '';
    const socket = connect(held.socket);
    const stop = held.name === DEFAULT_NAME ? 'bxml call stop' : `bxml call stop --name ${held.name}`;
    socket.setTimeout(seconds * 1000, () => {
      socket.destroy();
      reject(
        new Blocked(`The process of the call has not answered for ${seconds} s.`, {
          hint: `The application blocks it, such as by an endless loop. ${stop} ends it.`,
        }),
      );
    });
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => {
      try {
        settle(JSON.parse(text));
      } catch {
        reject(
          new CommandError('The process of the call ended before it answered.', {
            hint: `What it printed is in ${held.log}.`,
          }),
        );
      }
    });
    socket.once('connect', () => socket.write(`${JSON.stringify({ ...message, token: held.token })}\n`));
  });
}
