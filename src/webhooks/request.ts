import type { AbortSignalLike } from '../components/resolve.js';

/** An HTTP request, and what the framework adds to it; each adapter makes one. `C` is the second argument of handlers. */
export interface WebhookRequest<C> {
  /** The method in capitals. */
  readonly method: string;
  /** The path, without the prefix of a mount. */
  readonly path: string;
  /** The query, without its question mark. */
  readonly query: string;
  /** The framework's own request, which may have an observer. */
  readonly source?: object | undefined;
  /**
   * The body as something in front of the webhooks left it, if it did: parsed, or the JSON as a string or bytes. An empty
   * value, as body parsers leave for a body that they do not know, means that it may still have to be read.
   */
  readonly parsed?: { readonly body: unknown } | undefined;
  /**
   * Begins to read the body if something else is reading it at this moment, because it would be gone later. Called before
   * anything is awaited. Never throws: `read` does.
   */
  readEarly?(limit: number): void;
  /** Returns a header by its name in lower case; undefined if it did not come. */
  header(name: string): string | undefined;
  /**
   * Returns the bytes of the body; a promise only if they are not there yet. When the signal aborts, no more have to be
   * read.
   *
   * @throws BodyTooLarge once there are more than `limit`; BodyAborted; BodyConsumed.
   */
  read(limit: number, signal: AbortSignalLike): Uint8Array | Promise<Uint8Array>;
  /** Returns the second argument of handlers, whose signal is that of the deadline. */
  context(deadline: { readonly signal: AbortSignal }): C;
  /** Called with an error that no `onError` takes. Never throws. */
  onError(error: unknown): void;
  /** True if the client has left. */
  readonly isClosed: boolean;
  /** Calls back when the client leaves before it has its reply. */
  onClose(callback: () => void): void;
  /** Keeps the host awake while the work goes on. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/**
 * Most bytes of an unread body that the server may still take in after a refusal, so that the connection can be used
 * again. An event has fewer. After a longer one, or one of unknown length, the connection ends.
 */
export const SHORT_BODY = 16_384;

/** The reply to a request. */
export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown by `WebhookRequest.read` for a body above the limit. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Thrown by `WebhookRequest.read` when the client leaves before the body is there. */
export class BodyAborted extends Error {
  override readonly name = 'BodyAborted';
}

/** Thrown by `WebhookRequest.read` when something in front has read the body, or a part of it, and left nothing. */
export class BodyConsumed extends Error {
  override readonly name = 'BodyConsumed';
}

/** Why a request was refused. */
export interface Refusal {
  readonly status: number;
  /** Stable code, such as `request.json`. */
  readonly code: string;
  /** What was wrong and what is expected; it quotes nothing of the request's content. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown to refuse a request. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Returns a refusal as the reply to the request: problem details in JSON (RFC 9457). */
export function problemReply({ status, code, detail, headers = {} }: Refusal): WebhookReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify({ status, code, detail }),
  };
}

/** The refusal if the credentials of a request could not be checked. */
export const UNCHECKED: Refusal = {
  status: 500,
  code: 'auth.failed',
  detail: 'The credentials could not be checked.',
};
