import type { WebhookObserver } from '../../webhooks/observer.js';

/** A request as Bandwidth makes it. */
export interface PlatformRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. */
  readonly url: string;
  /** By lower-case names. What a connection adds by itself, `host` and `content-length`, may be left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined` for GET. */
  readonly body: string | undefined;
  /** Sees what webhooks of this package that run in this process do with the request. */
  readonly observer?: WebhookObserver | undefined;
}

/** The application's answer. */
export interface Answered {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The www-authenticate header, if there is one. */
  readonly challenge: string | undefined;
  readonly location: string | undefined;
  /** Decoded as UTF-8, without a byte order mark. At most {@link MAX_ANSWER_BYTES} of it. */
  readonly body: string;
  /** There was more than that. */
  readonly overLong: boolean;
  /** What the application threw in this process in place of an answer. */
  readonly thrown?: { readonly error: unknown };
}

/** No answer came. */
export interface Unanswered {
  readonly failure: 'refused' | 'reset' | 'timeout';
  /** What happened, for people: one line. */
  readonly detail: string;
  /** What the application threw in this process in place of an answer. */
  readonly thrown?: { readonly error: unknown };
}

export type Reply = Answered | Unanswered;

/** Hands one request to the application. Never rejects, never hangs. */
export type Application = (request: PlatformRequest) => Promise<Reply>;

/** Bytes of an answer that are read: twice what a document may have. What comes after them is not waited for. */
export const MAX_ANSWER_BYTES = 131_072;

const MOST_TOLD = 200;

/** What was thrown, in one line. Never throws, whatever it was. */
export function errorLine(thrown: unknown): string {
  try {
    const { name, message } = Object(thrown) as { name?: unknown; message?: unknown };
    const text =
      typeof message === 'string' ? `${typeof name === 'string' ? name : 'Error'}: ${message}` : String(thrown);
    const line = text
      .trim()
      .replace(/[\r\n].*$/s, '')
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return line.length > MOST_TOLD ? `${line.slice(0, MOST_TOLD)}…` : line;
  } catch {
    return 'something that cannot be shown';
  }
}
