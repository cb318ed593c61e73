import type { ParameterizedContext } from 'koa';
import { readBody } from '../node/read-body.js';
import type { WebhookReply, WebhookRequest } from '../webhooks/webhook-request.js';

/** A request of Koa as webhooks take it. Its address is taken apart only where somebody asks for a part. */
export class KoaRequest implements WebhookRequest {
  readonly #ctx: ParameterizedContext;

  constructor(ctx: ParameterizedContext) {
    this.#ctx = ctx;
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
    const { request } = this.#ctx;
    // Which parser has run is not for the types to say: those of the two usual ones contradict each other.
    const body: unknown = 'body' in request ? request.body : undefined;
    return body === undefined ? undefined : { body };
  }

  header(name: string): string | undefined {
    const value = this.#ctx.req.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  read(limit: number): Uint8Array | Promise<Uint8Array> {
    return readBody(this.#ctx.req, limit);
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

/** Answers it: on Koa's response itself, since each assignment by way of the context takes a microsecond longer. */
export function send({ response }: ParameterizedContext, { status, body, headers }: WebhookReply): void {
  response.status = status;
  for (const name in headers) response.set(name, headers[name] ?? '');
  response.body = body;
  // Koa guesses a type for any text that has none, the empty one included.
  if (headers['content-type'] === undefined) response.remove('content-type');
}
