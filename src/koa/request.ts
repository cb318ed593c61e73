import type { Context, ParameterizedContext } from 'koa';
import { bodiesOf } from '../node/read-body.js';
import { IncomingRequest } from '../node/request.js';
import { endUpload } from '../node/unread-upload.js';
import { firstBody, isEmptyBody } from '../webhooks/body.js';
import type { WebhookReply } from '../webhooks/request.js';

/** The second argument of handlers. */
export interface KoaHandlerContext {
  /** Koa's context of the request. The answer is written for you: leave status and body alone. */
  readonly ctx: Context;
  /**
   * Aborts when the response is no longer needed: the deadline passed or the client disconnected. For an asynchronous
   * event it never aborts.
   */
  readonly signal: AbortSignal;
}

/** Creates its signal when a handler reads it. A class, since a getter of each object's own is slow to make. */
class HandlerContext implements KoaHandlerContext {
  readonly ctx: Context;
  readonly #deadline: { readonly signal: AbortSignal };

  constructor(ctx: Context, deadline: { readonly signal: AbortSignal }) {
    this.ctx = ctx;
    this.#deadline = deadline;
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }
}

/** A request of Koa as webhooks take it. Its URL is parsed when a part of it is read. */
export class KoaRequest extends IncomingRequest<KoaHandlerContext> {
  readonly #ctx: ParameterizedContext;

  constructor(ctx: ParameterizedContext) {
    super(ctx.req, ctx.res);
    this.#ctx = ctx;
  }

  get path(): string {
    return this.#ctx.request.path;
  }

  get query(): string {
    return this.#ctx.request.querystring;
  }

  get parsed(): { readonly body: unknown } | undefined {
    const { request } = this.#ctx;
    const ofKoa = bodiesOf(request);
    const ofNode = bodiesOf(this.req);
    return ofKoa.length + ofNode.length === 0 ? undefined : firstBody(...ofKoa, ...ofNode);
  }

  context(deadline: { readonly signal: AbortSignal }): KoaHandlerContext {
    return new HandlerContext(this.#ctx, deadline);
  }

  onError(error: unknown): void {
    emitError(this.#ctx, error);
  }
}

/** Emits what was thrown as `error` on the app, as an `Error`. What listeners throw is ignored. */
export function emitError(ctx: ParameterizedContext, thrown: unknown): void {
  try {
    ctx.app.emit('error', asError(thrown), ctx);
  } catch {
    // A reply must not depend on what is logged about it.
  }
}

/** Returns what was thrown, or an error with it as the cause if it is not an error: Koa's own listener throws at that. */
function asError(thrown: unknown): unknown {
  try {
    // Errors of other realms are not instances of `Error`.
    if (thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]') return thrown;
  } catch {
    // A proxy may throw.
  }
  return new Error('Something was thrown that is not an Error; it is the cause of this one.', { cause: thrown });
}

/** Leaves the body to the next middleware, as a body parser does, unless one has. It cannot be read twice. */
export function leaveBody({ request }: ParameterizedContext, body: unknown): void {
  if (isEmptyBody(bodiesOf(request)[0])) Object.assign(request, { body });
}

/** Sends the answer, and ends an upload that was not read. */
export function send(ctx: ParameterizedContext, reply: WebhookReply, isRead = false): void | Promise<void> {
  return endUpload(ctx.req, isRead, reply.headers, (headers) => write(ctx, reply, headers));
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
