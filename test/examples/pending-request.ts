import { type Agent, type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface ReceivedResponse {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A webhook request whose body has not been sent, on a keep-alive connection. */
export class PendingRequest {
  /** Resolves once the server is waiting for the body. */
  readonly accepted: Promise<void>;
  readonly answer: Promise<ReceivedResponse>;
  readonly #request: ClientRequest;

  /** @param auth user and password, with a colon between them */
  constructor(agent: Agent, port: number, path: string, auth?: string) {
    const headers = { 'content-type': 'application/json', expect: '100-continue' };
    const held = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers, auth });
    this.#request = held;
    this.accepted = new Promise((resolve) => held.once('continue', resolve));
    this.answer = new Promise((resolve, reject) => {
      held.once('error', reject).once('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          body += piece;
        });
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      });
    });
    // Prevents an unhandled rejection; callers still receive the error.
    this.answer.catch(() => undefined);
    held.flushHeaders();
  }

  /** Sends the body. */
  complete(event: object): Promise<ReceivedResponse> {
    this.#request.end(JSON.stringify(event));
    return this.answer;
  }
}

/** Posts an event with its body. */
export const send = (agent: Agent, port: number, path: string, event: object): Promise<ReceivedResponse> =>
  new PendingRequest(agent, port, path).complete(event);

/** Connects to the port. Resolves to `connected` or the code of the error. */
const connecting = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve('connected');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

/** What becomes of connections before the port refuses them: one in the backlog is reset when the server closes. */
const NOT_YET = ['connected', 'ECONNRESET'];

/** Resolves once the port refuses connections, which happens shortly after the signal. */
export async function refusing(port: number): Promise<void> {
  for (;;) {
    const end = await connecting(port);
    if (end === 'ECONNREFUSED') return;
    if (!NOT_YET.includes(end)) throw new Error(`The connection ended with ${end}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
