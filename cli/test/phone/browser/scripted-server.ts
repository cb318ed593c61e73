// Serves the built page with messages that a test sends, as the phone's server does: one stream with `Last-Event-ID`,
// commands by POST, and the same Content Security Policy.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { buildPage } from '../../../scripts/build-page.mjs';
import type { Command, CommandResult, ServerMessage } from '../../../src/phone/protocol.js';
import { securityHeaders } from '../../../src/phone/request-check.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const TOKEN = 'token-of-the-test';

export class ScriptedServer {
  /** The commands that the page sent, in order. */
  readonly commands: Command[] = [];
  /** Responds to commands. */
  onCommand: (command: Command) => CommandResult | Promise<CommandResult> = () => ({ ok: true });
  /** What `export` responds: a status and a body. */
  exported: { readonly status: number; readonly body: string } = { status: 200, body: 'test' };
  /** The status of the stream; other than 200, the page is refused. */
  streamStatus = 200;
  readonly #folder = mkdtempSync(join(tmpdir(), 'bxml-page-'));
  readonly #streams = new Set<ServerResponse>();
  readonly #messages: ServerMessage[] = [];
  readonly #waiting = new Set<() => void>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    await buildPage(server.#folder);
    await server.listen();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  /** Listens, on the same port as before. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    // Not a string: the server listens on a port, not on a pipe.
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Ends all connections, as if the command was stopped. */
  async close(): Promise<void> {
    this.#streams.clear();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async stop(): Promise<void> {
    await this.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Begins another session: what was sent before is forgotten. */
  begin(session: Extract<ServerMessage, { kind: 'session' }>): void {
    this.#messages.length = 0;
    this.commands.length = 0;
    this.send(session);
  }

  send(...messages: readonly ServerMessage[]): void {
    for (const message of messages) {
      const id = this.#messages.push(message);
      for (const stream of this.#streams) stream.write(frame(id, message));
    }
  }

  /** Resolves when the page has sent a number of commands. */
  async received(count: number): Promise<readonly Command[]> {
    while (this.commands.length < count) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
    return this.commands;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    for (const [header, value] of Object.entries(securityHeaders)) response.setHeader(header, value);
    if (pathname === '/events') return this.#stream(request, response);
    if (pathname === '/command') return this.#command(request, response);
    if (pathname === '/export') {
      response.setHeader('content-disposition', 'attachment; filename="exported.test.ts"');
      return void response.writeHead(this.exported.status).end(this.exported.body);
    }
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    try {
      const content = readFileSync(join(this.#folder, name));
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.end(name === 'index.html' ? content.toString().replace('%TOKEN%', TOKEN) : content);
    } catch {
      response.writeHead(404).end();
    }
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    if (this.streamStatus !== 200) return void response.writeHead(this.streamStatus).end();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 100\n\n');
    const last = Number(request.headers['last-event-id'] ?? 0);
    for (const [index, message] of this.#messages.entries()) {
      if (index >= last) response.write(frame(index + 1, message));
    }
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
  }

  async #command(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    if (request.headers['x-phone-token'] !== TOKEN) return void response.writeHead(403).end('no token');
    const command: Command = JSON.parse(text);
    this.commands.push(command);
    const result = await this.onCommand(command);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

function frame(id: number, message: ServerMessage): string {
  return `id: ${id}\ndata: ${JSON.stringify(message)}\n\n`;
}
