import type { AbortSignalLike } from '../components/resolve.js';

/** An HTTP request, as each adapter presents it. `C` is the second argument of handlers. */
export interface WebhookRequest<C> {
  /** The method in upper case. */
  readonly method: string;
  /** The path, without the prefix of a mount. */
  readonly path: string;
  /** The query, without its question mark. */
  readonly query: string;
  /** The framework's own request object, to which an observer may be attached. */
  readonly source?: object | undefined;
  /**
   * The body that earlier middleware left: a parsed value, or the JSON as a string or bytes. Body parsers leave an
   * empty value for content types that they do not parse; the body may then still be unread.
   */
  readonly parsed?: { readonly body: unknown } | undefined;
  /**
   * Starts to read the body if other code is reading it right now, because it would be gone later. Called before the
   * first `await`. Never throws; `read` throws instead.
   */
  readEarly?(limit: number): void;
  /** Returns a header by its lower-case name; undefined if it is missing. */
  header(name: string): string | undefined;
  /**
   * Returns the bytes of the body, as a promise only if they have not arrived yet. May stop reading when the signal
   * aborts.
   *
   * @throws BodyTooLarge once there are more than `limit`; BodyAborted; BodyConsumed.
   */
  read(limit: number, signal: AbortSignalLike): Uint8Array | Promise<Uint8Array>;
  /** Returns the second argument of handlers, with the signal of the deadline. */
  context(deadline: { readonly signal: AbortSignal }): C;
  /** Reports an error if there is no `onError`. Never throws. */
  onError(error: unknown): void;
  /** True if the client disconnected. */
  readonly isClosed: boolean;
  /** Registers a callback for when the client disconnects before it receives the reply. */
  onClose(callback: () => void): void;
  /** Keeps the host awake until the promise settles. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/**
 * Maximum size in bytes of an unread body that the server still receives after it refused the request, so that the
 * connection can be reused. Events are smaller. After a longer body, or one of unknown length, the connection is
 * closed.
 */
export const SHORT_BODY = 16_384;

/** The reply to a request. */
export interface WebhookReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown by `WebhookRequest.read` if the body exceeds the limit. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** Thrown by `WebhookRequest.read` if the client disconnects before the body is complete. */
export class BodyAborted extends Error {
  override readonly name = 'BodyAborted';
}

/** Thrown by `WebhookRequest.read` if earlier middleware consumed some or all of the body and did not keep it. */
export class BodyConsumed extends Error {
  override readonly name = 'BodyConsumed';
}

/** Why a request was refused. */
export interface Refusal {
  readonly status: number;
  /** Stable code, such as `request.json`. */
  readonly code: string;
  /** What is wrong and what is allowed. Quotes nothing from the request's content. */
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

/** Returns the reply for a refusal: problem details in JSON (RFC 9457). */
export function problemReply({ status, code, detail, headers = {} }: Refusal): WebhookReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
    body: JSON.stringify({ status, code, detail }),
  };
}

/** The refusal for a request whose credentials could not be checked. */
export const UNCHECKED: Refusal = {
  status: 500,
  code: 'auth.failed',
  detail: 'The credentials could not be checked.',
};
