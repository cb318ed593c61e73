import { AnswerBody } from './answer-body.js';
import { type Application, errorLine, type PlatformRequest, type Unanswered } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { replyOf } from './web-response.js';

// As it is when this is loaded: the application's own requests are for the test to replace, these are not.
const { fetch } = globalThis;

/** Belong to the connection, which knows better. */
const OF_CONNECTION = ['host', 'content-length', 'connection', 'keep-alive', 'transfer-encoding'];

/** An application that is served somewhere, to be reached over HTTP. */
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
        return status === undefined ? 'No answer came' : `Only ${status} and ${body.length} bytes came`;
      };
    });
}

/** `identity`, since `fetch` would ask for something compressed of its own accord. */
function headersOf({ headers }: PlatformRequest): Record<string, string> {
  const sent: Record<string, string> = { 'accept-encoding': 'identity', ...headers };
  for (const name of OF_CONNECTION) delete sent[name];
  return sent;
}

/** `fetch` says what happened in the cause of its error; that of several addresses has one code and no message. */
function failureOf(error: unknown): Unanswered {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { code, message } = Object(cause) as { code?: unknown; message?: unknown };
  const detail = message === '' && typeof code === 'string' ? code : errorLine(cause);
  if (code === 'ECONNREFUSED') return { failure: 'refused', detail: `Nobody listens there: ${detail}` };
  const isLate = typeof code === 'string' && /TIMEDOUT|TIMEOUT/.test(code);
  return { failure: isLate ? 'timeout' : 'reset', detail };
}
