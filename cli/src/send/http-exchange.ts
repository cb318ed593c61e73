import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { firstInvalidByte } from '../lint/utf8.js';

/** A request to send. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The response to a request. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string | undefined;
  /** The header `content-encoding`, unless it is `identity`. */
  readonly encoding: string | undefined;
  /** The header `www-authenticate`. */
  readonly challenge: string | undefined;
  readonly location: string | undefined;
  /** The body, decoded as UTF-8; at most {@link MAX_BYTES}. */
  readonly body: string;
  /** The offset of the first byte that is not UTF-8; undefined if all are. */
  readonly invalidByte: number | undefined;
  /** The number of bytes read. */
  readonly bytes: number;
  /** True if the body was longer. */
  readonly isCut: boolean;
  /** Real milliseconds from the request to the end of the response. */
  readonly milliseconds: number;
}

/** A request without a response. */
export interface NoAnswer {
  /** What happened, as a sentence. */
  readonly failure: string;
  readonly hint: string;
  readonly milliseconds: number;
}

/** The maximum number of bytes of a body to read: twice what Bandwidth accepts, as the simulator of the library does. */
export const MAX_BYTES = 131_072;

/**
 * Sends a request on a connection of its own. Redirects are not followed.
 *
 * @param limits `seconds` until the whole response must have arrived; `signal` stops the request
 * @throws the reason of `signal` if it aborts
 */
export function exchange(
  { method, url, headers, body }: HttpRequest,
  { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal },
): Promise<HttpAnswer | NoAnswer> {
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    let response: IncomingMessage | undefined;
    let bytes = 0;
    const outgoing = send(url, { method, headers: { 'accept-encoding': 'identity', ...headers }, agent: false });
    const settle = (result: HttpAnswer | NoAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(result);
      outgoing.destroy();
    };
    const timer = setTimeout(() => {
      const came = response === undefined ? 'no response came' : `only ${response.statusCode} and ${bytes} bytes came`;
      const hint = 'Bandwidth waits 15 seconds, or as set (1 to 25). --timeout waits longer.';
      settle({ failure: `Within ${seconds} s, ${came}.`, hint, milliseconds: elapsed() });
    }, seconds * 1000);
    const abort = (): void => {
      clearTimeout(timer);
      outgoing.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    const fail = (error: NodeJS.ErrnoException): void =>
      settle({ ...failureOf(error, url, response, bytes), milliseconds: elapsed() });
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      response = incoming;
      const chunks: Buffer[] = [];
      const end = (isCut: boolean): void => settle(answerOf(incoming, chunks, isCut, elapsed()));
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_BYTES) end(true);
      });
      incoming.on('end', () => end(false));
      incoming.on('error', fail);
    });
    outgoing.end(body);
  });
}

function answerOf(incoming: IncomingMessage, chunks: Buffer[], isCut: boolean, milliseconds: number): HttpAnswer {
  const { statusCode = 0, statusMessage = '', headers } = incoming;
  const bytes = Buffer.concat(chunks).subarray(0, MAX_BYTES);
  const encoding = headers['content-encoding'];
  return {
    status: statusCode,
    statusText: statusMessage,
    contentType: headers['content-type'],
    encoding: encoding === 'identity' ? undefined : encoding,
    challenge: headers['www-authenticate'],
    location: headers.location,
    // A character that is incomplete because the body was cut is dropped.
    body: new TextDecoder().decode(bytes, { stream: isCut }),
    invalidByte: isCut ? undefined : firstInvalidByte(bytes),
    bytes: bytes.length,
    isCut,
    milliseconds,
  };
}

/** Errors of connections, by code: what happened, and the fix. */
const FAILURES: Readonly<Record<string, (url: URL) => Omit<NoAnswer, 'milliseconds'>>> = {
  ECONNREFUSED: ({ host }) => ({
    failure: `No server is listening at ${host}.`,
    hint: 'Start the application, or correct the port.',
  }),
  ENOTFOUND: ({ hostname }) => ({
    failure: `The host ${hostname} is not known.`,
    hint: 'Correct the name, or check the connection to the internet.',
  }),
  EAI_AGAIN: ({ hostname }) => ({
    failure: `The name server did not answer for ${hostname}.`,
    hint: 'Correct the name, or check the connection to the internet.',
  }),
  EPROTO: ({ href }) => ({
    failure: `${href} does not speak TLS.`,
    hint: 'Write http: instead of https:, if the server has no certificate.',
  }),
};

const CLOSED = /ECONNRESET|EPIPE|ECONNABORTED/;
const UNREACHABLE = /EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL/;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/;

function failureOf(
  error: NodeJS.ErrnoException,
  url: URL,
  response: IncomingMessage | undefined,
  bytes: number,
): Omit<NoAnswer, 'milliseconds'> {
  // After attempts at several addresses, the error has a code but an empty message.
  const { code = '', message } = error;
  const known = FAILURES[code]?.(url);
  if (known !== undefined) return known;
  if (CLOSED.test(code)) {
    const when = response === undefined ? 'before it responded' : `after ${response.statusCode} and ${bytes} bytes`;
    return {
      failure: `The server closed the connection ${when}.`,
      hint: 'See its log: the process may have crashed or restarted. A server with TLS needs https: in the URL.',
    };
  }
  if (UNREACHABLE.test(code))
    return {
      failure: `${url.host} cannot be reached (${code}).`,
      hint: 'Check the address, the firewall and the network.',
    };
  if (CERTIFICATE.test(code)) {
    return {
      failure: `The certificate of ${url.host} is not trusted (${code}).`,
      hint: 'Bandwidth needs a certificate that is publicly trusted. For your own authority, set NODE_EXTRA_CA_CERTS to its file.',
    };
  }
  if (code.startsWith('HPE_'))
    return { failure: `The response is not HTTP (${code}).`, hint: 'Is another service listening at this port?' };
  return { failure: `The request failed: ${message === '' ? code : message}.`, hint: 'Check the URL.' };
}
