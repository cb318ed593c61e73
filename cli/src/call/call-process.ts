// The process of a call that stays: it holds the call, and executes requests that come to its socket.
import { createServer, type Server, type Socket } from 'node:net';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import { enterCall, type HeldCall, isAlive, newCall, protectSocket, readCall, removeCall } from './call-folder.js';
import { CallHolder } from './call-holder.js';
import {
  type BeginMessage,
  type BegunMessage,
  type CallRequest,
  type CallResponse,
  type ErrorMessage,
  HEARTBEAT,
} from './call-protocol.js';

/** The maximum length of a request. */
const MAX_REQUEST = 1_000_000;

/** Holds the call that the starting process names. Ends with the process; resolves only if it could not begin. */
export async function holdInBackground(io: Io): Promise<ExitStatus> {
  if (process.send === undefined) {
    throw new CommandError('This command is started by bxml call start.', { hint: 'Write bxml call start URL.' });
  }
  const message = await new Promise<BeginMessage>((resolve) => process.once('message', resolve));
  // Until the call is held, it ends with the process that starts it.
  const orphaned = (): never => process.exit(exitStatus.interrupted);
  process.once('disconnect', orphaned);
  try {
    const held = await HeldProcess.begin(io, message);
    process.off('disconnect', orphaned);
    await tell({ report: held.first });
    return await held.ended;
  } catch (error) {
    await tell({ error: errorMessage(error) });
    return exitStatus.usage;
  } finally {
    if (process.connected) process.disconnect();
  }
}

const tell = (message: BegunMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });

function errorMessage(error: unknown): ErrorMessage {
  const message = error instanceof Error ? error.message : String(error);
  return { message, hint: error instanceof CommandError ? error.hint : undefined };
}

class HeldProcess {
  readonly #holder: CallHolder;
  readonly #folder: string;
  readonly #call: HeldCall;
  readonly #save: string | undefined;
  readonly first: Awaited<ReturnType<CallHolder['begin']>>;
  readonly ended: Promise<ExitStatus>;
  #end: (status: ExitStatus) => void = () => undefined;
  /** The requests run one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(holder: CallHolder, { folder, save }: BeginMessage, call: HeldCall, first: HeldProcess['first']) {
    this.#holder = holder;
    this.#folder = folder;
    this.#save = save;
    this.#call = call;
    this.first = first;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  static async begin(io: Io, message: BeginMessage): Promise<HeldProcess> {
    const { folder, name, options, save } = message;
    const call = newCall(folder, name, options.target);
    // It listens first: a call in the folder whose process does not listen has ended.
    const sockets: Socket[] = [];
    const early = (socket: Socket): void => void sockets.push(socket.on('error', () => undefined));
    const server = createServer(early);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(call.socket, resolve));
    try {
      protectSocket(call);
      await enter(folder, call);
      const holder = await CallHolder.create(io, options);
      if (save !== undefined) holder.assertCanSave(save);
      const held = new HeldProcess(holder, message, call, await holder.begin());
      held.#listen(server.off('connection', early), message.idleSeconds, io.signal);
      for (const socket of sockets) server.emit('connection', socket);
      return held;
    } catch (error) {
      for (const socket of sockets) socket.destroy();
      server.close();
      removeCall(folder, call);
      throw error;
    }
  }

  #listen(server: Server, idleSeconds: number, signal: AbortSignal): void {
    let idle: NodeJS.Timeout | undefined;
    const stop = (): void => void this.#stop();
    const rest = (): void => {
      clearTimeout(idle);
      idle = setTimeout(stop, idleSeconds * 1000);
    };
    server.on('connection', (socket: Socket) => {
      clearTimeout(idle);
      socket.on('error', () => undefined).on('close', rest);
      this.#serve(socket);
    });
    rest();
    signal.addEventListener('abort', stop);
    // An error of the application that nothing catches does not end the call; it is in the log.
    process.on('uncaughtException', console.error).on('unhandledRejection', console.error);
    process.once('exit', () => removeCall(this.#folder, this.#call));
  }

  /** Hangs up, and ends the process. */
  async #stop(): Promise<void> {
    removeCall(this.#folder, this.#call);
    await this.#holder.close().catch(console.error);
    this.#end(exitStatus.ok);
    // The application may have left servers and timers.
    setImmediate(() => process.exit(exitStatus.ok));
  }

  #serve(socket: Socket): void {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.length > MAX_REQUEST) socket.destroy();
      if (!text.includes('\n')) return;
      socket.removeAllListeners('data');
      const heartbeat = setInterval(() => socket.write('\n'), HEARTBEAT);
      socket.once('close', () => clearInterval(heartbeat));
      const answering = this.#last.then(() => this.#answer(text));
      this.#last = answering;
      void answering.then(({ response, isLast }) => {
        clearInterval(heartbeat);
        // Once the answer has arrived, another call may have the name.
        if (isLast) removeCall(this.#folder, this.#call);
        socket.end(`${JSON.stringify(response)}\n`, () => {
          if (isLast) void this.#stop();
        });
      });
    });
  }

  async #answer(text: string): Promise<{ readonly response: CallResponse; readonly isLast: boolean }> {
    try {
      const { token, op, line = '', cwd }: CallRequest = JSON.parse(text);
      if (token !== this.#call.token) return { response: { error: { message: 'The token is wrong.' } }, isLast: false };
      if (op === 'look') return { response: { reply: await this.#holder.execute('status') }, isLast: false };
      if (op === 'execute') return { response: { reply: await this.#holder.execute(line, cwd) }, isLast: false };
      const reply = await this.#holder.execute('quit');
      const file = this.#save;
      const save = file === undefined ? undefined : this.#holder.test(file);
      return { response: { reply, ...(save === undefined ? {} : { save }) }, isLast: true };
    } catch (error) {
      return { response: { error: errorMessage(error) }, isLast: false };
    }
  }
}

/** Enters a call in the folder, in place of one whose process has ended, or whose call is over. */
async function enter(folder: string, call: HeldCall): Promise<void> {
  for (let attempts = 3; attempts > 0; attempts--) {
    if (enterCall(folder, call)) return;
    const other = readCall(folder, call.name);
    if (other !== undefined && (await isAlive(other))) break;
    if (other !== undefined) removeCall(folder, other);
  }
  throw new CommandError(`A call named ${call.name} is held already.`, {
    hint: `bxml call stop --name ${call.name} ends it; --name starts another one beside it.`,
  });
}
