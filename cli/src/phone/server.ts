import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStream } from './event-stream.js';
import { executeCommand } from './execute-command.js';
import { exportFile } from './export-file.js';
import { AudioFailure, type AudioFile, fetchAudio } from './media.js';
import { type PageFile, readPage } from './page-files.js';
import type { CommandResult } from './protocol.js';
import { hasToken, refusalOf, securityHeaders } from './request-check.js';
import type { PhoneSession } from './session.js';

/** The longest command: a recording of the microphone of some minutes. */
const MOST_COMMAND_BYTES = 16_000_000;

/** The streams that are open at once: a browser opens six at most. Each may hold the whole session. */
const MOST_STREAMS = 32;

/** Milliseconds within which the headers of a request, and all of it, have to arrive. */
const HEADERS_LIMIT = 10_000;
const REQUEST_LIMIT = 60_000;

/** Options of {@link servePhone}. */
export interface PhoneServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The folder with the files of the page. */
  readonly pageFolder: string;
}

/** A running server of the phone. */
export interface PhoneServer {
  /** `http://127.0.0.1:` and the port. */
  readonly url: string;
  /** What commands need in their header. */
  readonly token: string;
  /** The number of pages that are open. */
  readonly readers: number;
  close(): Promise<void>;
}

/**
 * Serves the page of the phone, its events and its commands on `127.0.0.1`. Requests by other hosts and from other sites are
 * refused.
 *
 * @throws Node's error if the port is not free
 */
export async function servePhone(session: PhoneSession, options: PhoneServerOptions): Promise<PhoneServer> {
  const token = randomBytes(24).toString('base64url');
  const handler = new PhoneRequests(session, token, readPage(options.pageFolder, token));
  const limits = { headersTimeout: HEADERS_LIMIT, requestTimeout: REQUEST_LIMIT };
  const server = createServer(limits, (request, response) => {
    handler.handle(request, response).catch(() => response.destroy());
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  handler.port = port;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    get readers() {
      return handler.readers;
    },
    close: () => closeServer(server),
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** The requests of pages. */
class PhoneRequests {
  port = 0;
  readers = 0;
  readonly #session: PhoneSession;
  readonly #token: string;
  readonly #files: ReadonlyMap<string, PageFile>;
  /** The ids of messages begin with it. */
  readonly #run = randomBytes(6).toString('hex');

  constructor(session: PhoneSession, token: string, files: ReadonlyMap<string, PageFile>) {
    this.#session = session;
    this.#token = token;
    this.#files = files;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const refusal = refusalOf(request, this.port);
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.error);
    const target = `http://localhost${request.url}`;
    if (!request.url?.startsWith('/') || !URL.canParse(target)) return refuse(response, 400, 'The path is not valid.');
    const { pathname, searchParams } = new URL(target);
    const path = pathname.slice(1);
    if (path === 'command') return this.#command(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Expected GET.', 'GET');
    const isFile = this.#files.has(path);
    if (request.method === 'HEAD' && !isFile) return refuse(response, 405, 'Expected GET.', 'GET');
    if (path === 'events') return this.#events(request, response);
    if (path === 'export') return this.#export(request, response, searchParams);
    if (path === 'media') return this.#media(response, Number(searchParams.get('entry')));
    const file = this.#files.get(path);
    if (file === undefined) return refuse(response, 404, 'There is nothing here. The phone is at /.');
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  #events({ headers }: IncomingMessage, response: ServerResponse): void {
    if (this.readers >= MOST_STREAMS) {
      refuse(response, 503, 'Too many pages are open. Close some of them.');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    this.readers++;
    response.on('close', () => this.readers--);
    const id = headers['last-event-id'];
    new EventStream(this.#session, response, this.#run, typeof id === 'string' ? id : undefined);
  }

  async #command(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return refuse(response, 405, 'Expected POST.', 'POST');
    if (!hasToken(request, this.#token)) return refuse(response, 403, TOKEN_MISSING);
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refuse(response, 415, 'Expected application/json.');
    const body = await readBody(request);
    if (body === undefined) return refuse(response, 413, 'The command is longer than 16 MB.');
    const command = parseJson(body);
    if (command === undefined) return refuse(response, 400, 'The command is not JSON.');
    sendJson(response, 200, await executeCommand(this.#session, command));
  }

  /** Passes on the audio file of an entry. The entry says why that fails, since the page cannot know. */
  async #media(response: ServerResponse, id: number): Promise<void> {
    const { entries, target } = this.#session;
    const url = entries.audioUrl(id);
    if (url === undefined) return refuse(response, 404, 'The entry has no audio file.');
    const client = new AbortController();
    response.on('close', () => client.abort());
    try {
      const { type, body } =
        recordedAudio(this.#session, url) ??
        (await fetchAudio(url, [target.origin, ...target.alsoServes], client.signal));
      response.writeHead(200, { 'content-type': type, 'content-length': body.length });
      response.end(body);
    } catch (error) {
      if (!(error instanceof AudioFailure)) throw error;
      // The page has stopped it, such as at the end of the call.
      if (response.destroyed) return;
      entries.noteAudioFailure(id, error.message);
      refuse(response, 502, error.message);
    }
  }

  async #export(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    if (!hasToken(request, this.#token)) return refuse(response, 403, TOKEN_MISSING);
    const file = await exportFile(this.#session, query.get('format') ?? '', query.get('call') ?? undefined);
    if ('error' in file) return refuse(response, 400, file.error);
    response.writeHead(200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
    });
    response.end(file.text);
  }
}

/** Returns the audio of a recording of the session. Other recordings are never asked for at Bandwidth. */
function recordedAudio({ platform }: PhoneSession, url: string): AudioFile | undefined {
  const recorded = platform.recordedAudio(url);
  if (recorded !== undefined) return { type: 'audio/wav', body: recorded.data };
  if (!URL.canParse(url) || new URL(url).hostname !== 'voice.bandwidth.com') return undefined;
  throw new AudioFailure(
    `The recording ${url} is not played: it is not one of this session, it still runs, or it was deleted.`,
  );
}

const TOKEN_MISSING = 'The phone was started again since this page was opened. Reload the page.';

/** Returns the body as text; `undefined` if it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_COMMAND_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    // The page is gone: nothing reads the response.
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, error: string, allow?: string): void {
  if (allow !== undefined) response.setHeader('allow', allow);
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, { ok: false, error });
}

function sendJson(response: ServerResponse, status: number, result: CommandResult): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(result));
}
