import { AnswerBody } from './answer-body.js';
import { type Application, errorLine, type PlatformRequest, type Unanswered } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { replyOf } from './web-response.js';

// Captured when the module is loaded: a test may replace `fetch` for the application's own requests.
const { fetch } = globalThis;

/** Headers that `fetch` sets itself. */
const CONNECTION_HEADERS = ['host', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'];

/** Returns the application of a running server, called over HTTP. */
export function servedApplication(patience: number): Application {
  return (request) =>
    withTimeout(patience, (settle) => {
      const client = new AbortController();
      const body = new AnswerBody();
      let status: number | undefined;
      const answer = async (): Promise<void> => {
        try {
          const response = await fetch(request.url, {
            method: request.method,
            headers: headersOf(request),
            ...(request.body === undefined ? {} : { body: request.body }),
            redirect: 'manual',
            signal: client.signal,
          });
          status = response.status;
          settle(await replyOf(response, body));
        } catch (error) {
          settle(failureOf(error));
        }
      };
      void answer();
      return () => {
        client.abort();
        return status === undefined ? 'No response came' : `Only ${status} and ${body.length} bytes came`;
      };
    });
}

/** Returns the headers to send. `identity` stops `fetch` from requesting a compressed response. */
function headersOf({ headers }: PlatformRequest): Record<string, string> {
  const sent: Record<string, string> = { 'accept-encoding': 'identity', ...headers };
  for (const name of CONNECTION_HEADERS) delete sent[name];
  return sent;
}

/**
 * Returns the reply for an error of `fetch`, whose `cause` says what happened. After attempts at several addresses, the
 * cause has a code but an empty message.
 */
function failureOf(error: unknown): Unanswered {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { code, message } = Object(cause) as { code?: unknown; message?: unknown };
  const detail = message === '' && typeof code === 'string' ? code : errorLine(cause);
  if (code === 'ECONNREFUSED') return { failure: 'refused', detail: `No server is listening: ${detail}` };
  const isLate = typeof code === 'string' && /TIMEDOUT|TIMEOUT/.test(code);
  return { failure: isLate ? 'timeout' : 'reset', detail };
}
