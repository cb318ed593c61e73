import { bytesIn, firstBody, GrowingBytes } from '../webhooks/body.js';
import { BodyAborted, BodyConsumed, BodyTooLarge, SHORT_BODY, type WebhookRequest } from '../webhooks/request.js';

/** Properties that hosts may add to a request, beyond the Fetch API. */
interface LeftBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** The second argument of handlers. */
export interface FetchHandlerContext {
  /** The request. Its body has been read. */
  readonly request: Request;
  /**
   * Aborts when the response is no longer needed: the deadline passed or, on platforms that report it, the client
   * disconnected. For an asynchronous event it never aborts.
   */
  readonly signal: AbortSignal;
}

/** The second argument of the function that `webhooks` returns: features of the platform. */
export interface FetchPlatform {
  /** Keeps the host awake until a promise settles: `ctx.waitUntil` of an edge platform. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** Adapts a `Request` of the Fetch API. */
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
    // Servers pass arbitrary second arguments. Called as a method, because some platforms check `this`.
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

  /** Does nothing: the Fetch API has no place to report errors, and this library does not log. */
  onError(): void {}

  onClose(callback: () => void): void {
    this.source.signal.addEventListener('abort', callback, { once: true });
  }
}

/** True if the request has an unread body that is not known to be short. */
export function hasUpload({ headers, body, bodyUsed }: Request): boolean {
  const length = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  return !(length <= SHORT_BODY) && isStream(body) && !bodyUsed;
}

const isStream = (body: unknown): boolean => typeof body === 'object' && body !== null && 'getReader' in body;

/**
 * Reads the body chunk by chunk, so that it never holds more than `limit` bytes.
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
    const chunk = await reader?.read().catch((cause) => {
      throw new BodyAborted('The request body is incomplete.', { cause });
    });
    if (chunk === undefined || chunk.done) break;
    try {
      collected.add(bytesOf(chunk.value));
    } catch (error) {
      stop();
      throw error;
    }
  }
  return collected.bytes;
}

/**
 * Returns the bytes of a chunk. A `Request` that a program creates may stream strings or ArrayBuffers.
 *
 * @throws TypeError for anything else
 */
function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  const bytes = bytesIn(chunk);
  if (bytes === undefined) throw new TypeError('The request body has a chunk that is neither bytes nor a string.');
  return bytes;
}
