import type { WebhookObserver } from '../../webhooks/observer.js';
import type { ForeignEncoding } from './body-encoding.js';

/** A request from the platform to the application. */
export interface PlatformRequest {
  readonly method: 'GET' | 'POST';
  /** An absolute URL. */
  readonly url: string;
  /** Headers by lower-case name. `host` and `content-length` may be omitted; the connection adds them. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for GET. */
  readonly body: string | undefined;
  /** Observes how this package's webhooks in this process handle the request. */
  readonly observer?: WebhookObserver | undefined;
}

/** The response of the application. */
export interface Answered {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The `www-authenticate` header, if any. */
  readonly challenge: string | undefined;
  readonly location: string | undefined;
  /** The body decoded as UTF-8, without a byte order mark. At most {@link MAX_ANSWER_BYTES} are read. */
  readonly body: string;
  /** The encoding of a body that is not UTF-8. */
  readonly foreign?: ForeignEncoding;
  /** True if the body was longer than that. */
  readonly overLong: boolean;
  /** The error that the application threw in this process instead of responding. */
  readonly thrown?: { readonly error: unknown };
}

/** A request without a response. */
export interface Unanswered {
  readonly failure: 'refused' | 'reset' | 'timeout';
  /** What happened, in one line. */
  readonly detail: string;
  /** The error that the application threw in this process instead of responding. */
  readonly thrown?: { readonly error: unknown };
}

export type Reply = Answered | Unanswered;

/** Sends a request to the application. The promise always settles and never rejects. */
export type Application = (request: PlatformRequest) => Promise<Reply>;

/** The maximum number of bytes of a response to read, twice the limit of a document. The rest is ignored. */
export const MAX_ANSWER_BYTES = 131_072;

const MAX_LINE_LENGTH = 200;

/** Formats a thrown value in one line. Never throws, whatever the value is. */
export function errorLine(thrown: unknown): string {
  try {
    const { name, message } = Object(thrown) as { name?: unknown; message?: unknown };
    const text =
      typeof message === 'string' ? `${typeof name === 'string' ? name : 'Error'}: ${message}` : String(thrown);
    const line = text
      .trim()
      .replace(/[\r\n].*$/s, '')
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line;
  } catch {
    return 'a value that cannot be shown';
  }
}
