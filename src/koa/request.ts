import type { Context, ParameterizedContext } from 'koa';
import { bodiesOf } from '../node/read-body.js';
import { IncomingRequest } from '../node/request.js';
import { endUpload } from '../node/unread-upload.js';
import { firstBody, isEmptyBody } from '../webhooks/body.js';
import type { WebhookReply } from '../webhooks/request.js';

/** The second argument of handlers. */
export interface KoaHandlerContext {
  /** The Koa context. Do not set the status or body; the middleware writes the response. */
  readonly ctx: Context;
  /**
   * Aborts when the response is no longer needed: the deadline passed or the client disconnected. For an asynchronous
   * event it never aborts.
   */
  readonly signal: AbortSignal;
}

/**
 * Creates its signal when a handler reads it. Performance: a class, because a getter on each object is slow to create.
 */
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

/** Adapts a Koa request. Koa parses the URL when the path or query is read. */
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

/** Emits a thrown value as `error` on the app, wrapped if it is not an `Error`. Ignores errors of listeners. */
export function emitError(ctx: ParameterizedContext, thrown: unknown): void {
  try {
    ctx.app.emit('error', asError(thrown), ctx);
  } catch {
    // An error while logging must not change the response.
  }
}

/**
 * Returns the value if it is an error, else an error with the value as its cause. Koa's own listener requires an error.
 */
function asError(thrown: unknown): unknown {
  try {
    // Errors of other realms are not instances of `Error`.
    if (thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]') return thrown;
  } catch {
    // A proxy may throw.
  }
  return new Error('A value that is not an Error was thrown; see the cause.', { cause: thrown });
}

/** Sets `request.body` for the next middleware, unless a body parser already has. The body cannot be read twice. */
export function setBody({ request }: ParameterizedContext, body: unknown): void {
  if (isEmptyBody(bodiesOf(request)[0])) Object.assign(request, { body });
}

/** Sends the reply and stops an upload that was not read. */
export function send(ctx: ParameterizedContext, reply: WebhookReply, isRead = false): void | Promise<void> {
  return endUpload(ctx.req, isRead, reply.headers, (headers) => write(ctx, reply, headers));
}

/** Writes the reply. Performance: an assignment to `ctx` takes a microsecond longer than one to `ctx.response`. */
function write(
  { response }: ParameterizedContext,
  { status, body }: WebhookReply,
  headers: WebhookReply['headers'],
): void {
  response.status = status;
  for (const name in headers) response.set(name, headers[name] ?? '');
  response.body = body;
  // Koa sets a content type for every string, even an empty one.
  if (headers['content-type'] === undefined) response.remove('content-type');
}

/** Marks Koa middleware for the simulator's error messages. Global, because the simulator may be in another copy. */
const KOA = Symbol.for('bxml-jsx.koa');

/** Marks a function as Koa middleware and returns it. */
export const asKoa = <F extends object>(middleware: F): F => Object.defineProperty(middleware, KOA, { value: true });
