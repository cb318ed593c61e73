// Every form in which earlier middleware may leave a request body.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** The properties that parsers set, on the Koa or the Node request. */
export interface Place {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** Middleware before the webhooks, which reads from the request and leaves a property or the stream. */
export interface Front {
  readonly what: string;
  act(request: IncomingMessage, place: object): unknown;
}

const front = (what: string, act: Front['act']): Front => ({ what, act });

/** Reads the complete body and stores the result. */
const leaving = (what: string, left: (bytes: Buffer) => Place): Front =>
  front(what, async (request, place) => Object.assign(place, left(await buffer(request))));

/** Returns bytes in the middle of a larger buffer, like those of a pool. */
function pooled(bytes: Uint8Array): { readonly pool: ArrayBuffer; readonly view: Uint8Array } {
  const pool = new ArrayBuffer(bytes.length + 20);
  const view = new Uint8Array(pool, 10, bytes.length);
  view.set(bytes);
  return { pool, view };
}

const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const parse = (bytes: Buffer): unknown => JSON.parse(bytes.toString());

/** Middleware that stores the content in a property. */
export const left: readonly Front[] = [
  leaving('a Buffer in body', (bytes) => ({ body: bytes })),
  leaving('a Uint8Array in body', (bytes) => ({ body: new Uint8Array(bytes) })),
  leaving('a view of a pool in body', (bytes) => ({ body: pooled(bytes).view })),
  leaving('a DataView in body', (bytes) => {
    const { pool, view } = pooled(bytes);
    return { body: new DataView(pool, view.byteOffset, view.byteLength) };
  }),
  leaving('an ArrayBuffer in body', (bytes) => ({ body: arrayBufferOf(bytes) })),
  leaving('a string in body', (bytes) => ({ body: bytes.toString() })),
  leaving('a string with a byte order mark in body', (bytes) => ({ body: `\ufeff${bytes}` })),
  leaving('bytes with a byte order mark in body', (bytes) => ({ body: Buffer.from(`\ufeff${bytes}`) })),
  leaving('an object in body', (bytes) => ({ body: parse(bytes) })),
  leaving('an object without a prototype in body', (bytes) => ({
    body: Object.assign(Object.create(null), parse(bytes)),
  })),
  leaving('an object in body, bytes in rawBody', (bytes) => ({ body: parse(bytes), rawBody: bytes })),
  leaving('a Buffer in rawBody', (bytes) => ({ rawBody: bytes })),
  leaving('a string in rawBody', (bytes) => ({ rawBody: bytes.toString() })),
  leaving('an empty object in body, a Buffer in rawBody', (bytes) => ({ body: {}, rawBody: bytes })),
  leaving('null in body, a string in rawBody', (bytes) => ({ body: null, rawBody: bytes.toString() })),
];

/** Middleware that leaves a readable stream. */
export const readable: readonly Front[] = [
  front('an untouched stream', () => undefined),
  front('an untouched stream, after a while', () => new Promise((resolve) => setTimeout(resolve, 20))),
  front('an empty object', (_request, place) => Object.assign(place, { body: {} })),
  front('an empty object without a prototype', (_request, place) =>
    Object.assign(place, { body: Object.create(null) }),
  ),
  front('null', (_request, place) => Object.assign(place, { body: null })),
  front('an empty string', (_request, place) => Object.assign(place, { body: '' })),
  front('an empty Buffer', (_request, place) => Object.assign(place, { body: Buffer.alloc(0) })),
  front('an empty object in body, an empty string in rawBody', (_request, place) =>
    Object.assign(place, { body: {}, rawBody: '' }),
  ),
  front('a paused stream', (request) => request.pause()),
  front('a paused stream, after a while', async (request) => {
    request.pause();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }),
  front('a stream that was just resumed', (request) => request.resume()),
  front('a flowing stream', (request) => request.on('data', () => undefined)),
  front('a stream that is read elsewhere too', (request) => request.pipe(new PassThrough()).resume()),
  front('a stream with a listener to readable', (request) => request.on('readable', () => undefined)),
  front('a stream that somebody reads when it is readable', (request) =>
    request.on('readable', () => {
      while (request.read() !== null);
    }),
  ),
  ...(['utf8', 'latin1', 'base64', 'hex'] as const).map((encoding) =>
    front(`a stream with the encoding ${encoding}`, (request) => request.setEncoding(encoding)),
  ),
  front('a stream with an encoding, after a while', async (request) => {
    request.setEncoding('utf8');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }),
];

/** Middleware that leaves a stream which is readable only if the body length is known. */
export const putBack: readonly Front[] = [
  front('a stream whose first chunk was put back', async (request) => {
    await once(request, 'readable');
    request.unshift(request.read());
  }),
  front('a stream whose first bytes were put back', async (request) => {
    await once(request, 'readable');
    request.unshift(request.read(1));
  }),
];

/** Middleware that consumes the content. */
export const gone: readonly Front[] = [
  leaving('nothing', () => ({})),
  leaving('an empty object', () => ({ body: {} })),
  leaving('an empty string and no bytes', () => ({ body: '', rawBody: Buffer.alloc(0) })),
  front('the rest of a stream', async (request) => {
    await once(request, 'readable');
    request.read(3);
  }),
  front('a stream that was resumed', async (request) => {
    request.resume();
    await once(request, 'end');
  }),
];
