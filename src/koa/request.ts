import type { ParameterizedContext } from 'koa';
import { bodiesOn, isBeingRead, readBody, readNow } from '../node/read-body.js';
import { endUpload } from '../node/unread-upload.js';
import { firstBody, isNothing } from '../webhooks/left-body.js';
import type { WebhookReply, WebhookRequest } from '../webhooks/webhook-request.js';

/** A request of Koa as webhooks take it. Its address is taken apart only where somebody asks for a part. */
export class KoaRequest implements WebhookRequest {
  readonly #ctx: ParameterizedContext;
  #early: ReturnType<typeof readBody> | undefined;

  constructor(ctx: ParameterizedContext) {
    this.#ctx = ctx;
  }

  get source(): object {
    return this.#ctx.req;
  }

  get method(): string {
    return this.#ctx.request.method;
  }

  get path(): string {
    return this.#ctx.request.path;
  }

  get query(): string {
    return this.#ctx.request.querystring;
  }

  get parsed(): { readonly body: unknown } | undefined {
    const { request, req } = this.#ctx;
    return firstBody(...bodiesOn(request), ...bodiesOn(req));
  }

  header(name: string): string | undefined {
    const value = this.#ctx.req.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  readEarly(limit: number): void {
    if (isBeingRead(this.#ctx.req)) this.#early = readNow(this.#ctx.req, limit);
  }

  read(limit: number): Uint8Array | Promise<Uint8Array> {
    return this.#early ?? readBody(this.#ctx.req, limit);
  }
}

/** Tells the app of what was thrown, as its listeners expect it: as an `Error`. What they do changes nothing. */
export function tellApp(ctx: ParameterizedContext, thrown: unknown): void {
  try {
    ctx.app.emit('error', asError(thrown), ctx);
  } catch {
    // An answer must not depend on what is written about it.
  }
}

/** What was thrown; as the cause of an error where it is none, since Koa's own listener throws at that. */
function asError(thrown: unknown): unknown {
  try {
    // Errors of other realms are no instances.
    if (thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]') return thrown;
  } catch {
    // A proxy may refuse to tell.
  }
  return new Error('Something was thrown that is no Error; it is the cause of this one.', { cause: thrown });
}

/** Leaves the body to the next middleware, as a body parser does, unless one has. It cannot be read twice. */
export function leaveBody({ request }: ParameterizedContext, body: unknown): void {
  if (isNothing(bodiesOn(request)[0])) Object.assign(request, { body });
}

/** Sends the answer, and ends an upload that was not read. */
export function send(ctx: ParameterizedContext, reply: WebhookReply): void | Promise<void> {
  return endUpload(ctx.req, reply.headers, (headers) => write(ctx, reply, headers));
}

/** Writes it on Koa's response itself, since each assignment by way of the context takes a microsecond longer. */
function write(
  { response }: ParameterizedContext,
  { status, body }: WebhookReply,
  headers: WebhookReply['headers'],
): void {
  response.status = status;
  for (const name in headers) response.set(name, headers[name] ?? '');
  response.body = body;
  // Koa guesses a type for any text that has none, the empty one included.
  if (headers['content-type'] === undefined) response.remove('content-type');
}

/** By a registered symbol: the simulator, which says what to pass in place of middleware, may come from another copy. */
const KOA = Symbol.for('bxml-jsx.koa');

/** Returns the same function, marked as middleware of Koa. */
export const asKoa = <F extends object>(middleware: F): F => Object.defineProperty(middleware, KOA, { value: true });
