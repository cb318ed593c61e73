// A phone on loopback with a page's connection: a real stream of server-sent events, and commands by POST.

import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Command,
  type CommandResult,
  type Entry,
  type Handset,
  type PhoneCall,
  type ServerMessage,
  TOKEN_HEADER,
} from '../../src/phone/protocol.js';
import { type PhoneServer, servePhone } from '../../src/phone/server.js';
import { PhoneSession } from '../../src/phone/session.js';
import type { PhoneTarget } from '../../src/phone/target.js';

/** Milliseconds after which a wait fails. */
const LIMIT = 20_000;

/** A page without a browser: it keeps what the server sends. */
export class Page {
  readonly messages: ServerMessage[] = [];
  readonly entries = new Map<number, Entry>();
  readonly handsets = new Map<string, Handset>();
  readonly calls = new Map<string, PhoneCall>();
  lastEventId = '';
  readonly #server: PhoneServer;
  readonly #client = new AbortController();
  #changed: () => void = () => undefined;

  constructor(server: PhoneServer) {
    this.#server = server;
  }

  /** Opens the stream. Resolves after its first message. */
  async open(lastEventId?: string): Promise<this> {
    const response = await fetch(`${this.#server.url}/events`, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      signal: this.#client.signal,
    });
    if (response.body === null) throw new TypeError('the stream has no body');
    void this.#read(response.body).catch(() => undefined);
    if (lastEventId === undefined) await this.until(() => this.messages.length > 0, 'the session');
    return this;
  }

  close(): void {
    this.#client.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.#apply(event);
      this.#changed();
    }
  }

  #apply(event: string): void {
    for (const line of event.split('\n')) {
      if (line.startsWith('id: ')) this.lastEventId = line.slice(4);
      if (!line.startsWith('data: ')) continue;
      const message: ServerMessage = JSON.parse(line.slice(6));
      this.messages.push(message);
      if (message.kind === 'session') {
        for (const entry of message.entries) this.entries.set(entry.id, entry);
        for (const handset of message.handsets) this.handsets.set(handset.id, handset);
        for (const call of message.calls) this.calls.set(call.id, call);
      }
      if (message.kind === 'entry') this.entries.set(message.entry.id, message.entry);
      if (message.kind === 'handset') this.handsets.set(message.handset.id, message.handset);
      if (message.kind === 'call') this.calls.set(message.call.id, message.call);
    }
  }

  /** Waits until a condition holds after a message. */
  async until<T>(find: () => T | undefined | false, what: string): Promise<T> {
    const limit = setTimeout(() => this.#changed(), LIMIT);
    const end = performance.now() + LIMIT;
    try {
      for (;;) {
        const found = find();
        if (found !== undefined && found !== false) return found;
        if (performance.now() >= end) throw new Error(`never came: ${what}\n${this.text()}`);
        await new Promise<void>((resolve) => {
          this.#changed = resolve;
        });
      }
    } finally {
      clearTimeout(limit);
    }
  }

  /** Waits for an entry. */
  entry(words: string | RegExp, of: (entry: Entry) => boolean = () => true): Promise<Entry> {
    return this.until(
      () =>
        [...this.entries.values()].find(
          (entry) => of(entry) && (typeof words === 'string' ? entry.text.includes(words) : words.test(entry.text)),
        ),
      String(words),
    );
  }

  /** Waits for a handset with a name in a state. */
  handset(name: string, state: Handset['state'], call?: string): Promise<Handset> {
    return this.until(
      () =>
        [...this.handsets.values()].find(
          (each) => each.name === name && each.state === state && (call === undefined || each.call === call),
        ),
      `${name} is ${state}`,
    );
  }

  /** Returns the entries as text, one a line. */
  text(): string {
    return [...this.entries.values()].map(({ at, handset, text }) => `${Math.round(at)} ${handset} ${text}`).join('\n');
  }

  async send(command: Command): Promise<CommandResult> {
    const response = await fetch(`${this.#server.url}/command`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [TOKEN_HEADER]: this.#server.token },
      body: JSON.stringify(command),
    });
    return (await response.json()) as CommandResult;
  }

  /** Dials, and returns the id of the call and the handset of the caller. */
  async dial(from = '+15551230001', to = '+15551230002'): Promise<{ call: string; caller: string }> {
    const result = await this.send({ kind: 'dial', from, to, displayName: '', sipHeaders: {} });
    if (!result.ok || result.call === undefined) throw new Error(JSON.stringify(result));
    const { call } = result;
    const found = await this.until(
      () => [...this.handsets.values()].find((each) => each.call === call && each.name === 'caller'),
      'the caller',
    );
    return { call, caller: found.id };
  }
}

/** A page that says nothing. */
export const pageFolder = mkdtempSync(join(tmpdir(), 'bxml-page-'));
writeFileSync(
  join(pageFolder, 'index.html'),
  '<!doctype html><meta name="token" content="%TOKEN%"><title>Phone</title>',
);
writeFileSync(join(pageFolder, 'page.js'), 'export {};');

/** Serves an application on loopback. */
export async function listen(
  listener: RequestListener,
  port = 0,
): Promise<{ server: Server; origin: string; close(): Promise<void> }> {
  const server = createServer(listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    server,
    origin,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The verbs of a document by path and event: a string, or a function of the event. */
export type Answers = Readonly<Record<string, string | ((event: Record<string, unknown>) => string)>>;

/** Returns a listener that responds with documents by path, and acknowledges everything else. */
export function documents(answers: Answers): RequestListener {
  return async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const event = body === '' ? {} : JSON.parse(body);
    const answer = answers[new URL(request.url ?? '/', 'http://x').pathname];
    const verbs = event.eventType === 'disconnect' ? '' : typeof answer === 'function' ? answer(event) : answer;
    if (verbs === undefined) response.writeHead(404).end('no such path');
    else if (verbs === '') response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'application/xml' }).end(`<Response>${verbs}</Response>`);
  };
}

/** Returns the target of an application at an origin. */
export const targetAt = (origin: string, more: Partial<PhoneTarget> = {}): PhoneTarget => ({
  name: `${origin}/call`,
  origin,
  url: `${origin}/call`,
  method: 'POST',
  alsoServes: [],
  credentials: undefined,
  defaults: { from: '', to: '', displayName: '' },
  folder: process.cwd(),
  isModule: false,
  tested: { kind: 'url', origin },
  ...more,
});

/** A phone with one page. */
export async function phoneFor(target: PhoneTarget) {
  const session = new PhoneSession(target);
  const server = await servePhone(session, { port: 0, pageFolder });
  const page = await new Page(server).open();
  return {
    session,
    server,
    page,
    async close() {
      page.close();
      session.close();
      await server.close();
    },
  };
}

/** Runs work with a phone for an application, and closes both. */
export async function withPhone(
  listener: RequestListener,
  work: (phone: Awaited<ReturnType<typeof phoneFor>> & { readonly origin: string }) => Promise<void>,
  more: Partial<PhoneTarget> = {},
): Promise<void> {
  const application = await listen(listener);
  const phone = await phoneFor(targetAt(application.origin, more));
  try {
    await work({ ...phone, origin: application.origin });
  } finally {
    await phone.close();
    await application.close();
  }
}
