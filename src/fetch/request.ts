import { bytesIn, firstBody, GrowingBytes } from '../webhooks/body.js';
import { BodyAborted, BodyConsumed, BodyTooLarge, SHORT_BODY, type WebhookRequest } from '../webhooks/request.js';

/** What hosts may leave on a request, beside what the Web says of it. */
interface LeftBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** The second argument of handlers. */
export interface FetchHandlerContext {
  /** The request as it came; its body has been read. */
  readonly request: Request;
  /**
   * Aborts when the response is no longer needed: the deadline passed or the client disconnected, if the platform says
   * so. For an asynchronous event it never aborts.
   */
  readonly signal: AbortSignal;
}

/** What the platform passes with a request. */
export interface FetchPlatform {
  /** Keeps the host awake for work that goes on after the answer, as `ctx.waitUntil` of an edge platform does. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** A request of the Web as webhooks take it. */
export class FetchRequest implements WebhookRequest<FetchHandlerContext> {
  readonly source: Request;
  readonly path: string;
  readonly query: string;
  readonly #platform: FetchPlatform;

  constructor(request: Request, platform: FetchPlatform) {
    this.source = request;
    const { pathname, search } = new URL(request.url);
    this.path = pathname;
    this.query = search.slice(1);
    this.#platform = platform;
  }

  get method(): string {
    return this.source.method;
  }

  get parsed(): { readonly body: unknown } | undefined {
    const { body, rawBody }: LeftBody = this.source;
    return firstBody(isStream(body) ? undefined : body, rawBody);
  }

  get isClosed(): boolean {
    return this.source.signal.aborted;
  }

  get waitUntil(): ((work: Promise<unknown>) => void) | undefined {
    const platform = this.#platform;
    // Servers pass all kinds of things as a second argument. Called on the platform, since some check what they are
    // called on.
    return typeof platform?.waitUntil === 'function' ? (work) => platform.waitUntil?.(work) : undefined;
  }

  header(name: string): string | undefined {
    return this.source.headers.get(name) ?? undefined;
  }

  read(limit: number, signal: Parameters<WebhookRequest<unknown>['read']>[1]): Promise<Uint8Array> {
    return readBody(this.source, limit, signal);
  }

  context(deadline: { readonly signal: AbortSignal }): FetchHandlerContext {
    return {
      request: this.source,
      get signal() {
        return deadline.signal;
      },
    };
  }

  /** Errors are ignored: the platform has no place for them, and this library writes no logs of its own. */
  onError(): void {}

  onClose(callback: () => void): void {
    this.source.signal.addEventListener('abort', callback, { once: true });
  }
}

/** True if the request has a body that is unread, and not known to be short. */
export function hasUpload({ headers, body, bodyUsed }: Request): boolean {
  const length = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  return !(length <= SHORT_BODY) && isStream(body) && !bodyUsed;
}

const isStream = (body: unknown): boolean => typeof body === 'object' && body !== null && 'getReader' in body;

/**
 * Reads the bytes of a request chunk by chunk, so that no more than `limit` is ever kept.
 *
 * @throws BodyTooLarge, BodyAborted, BodyConsumed
 */
async function readBody(
  { headers, body, bodyUsed }: Request,
  limit: number,
  signal: Parameters<WebhookRequest<unknown>['read']>[1],
): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limit) throw new BodyTooLarge();
  if (bodyUsed || body?.locked === true) throw new BodyConsumed();
  const collected = new GrowingBytes(limit);
  const reader = body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  for (;;) {
    const piece = await reader?.read().catch((cause) => {
      throw new BodyAborted('The request body is incomplete.', { cause });
    });
    if (piece === undefined || piece.done) break;
    try {
      collected.add(bytesOf(piece.value));
    } catch (error) {
      stop();
      throw error;
    }
  }
  return collected.bytes;
}

/**
 * Returns the bytes of a chunk: the body of a request that a program has made may stream strings, or whole buffers.
 *
 * @throws TypeError for anything else
 */
function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  const bytes = bytesIn(chunk);
  if (bytes === undefined) throw new TypeError('The body of the request streams chunks that are not bytes.');
  return bytes;
}
