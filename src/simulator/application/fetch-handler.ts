import { inspect } from '../../problems/inspect.js';
import { AnswerBody } from './answer-body.js';
import { withObserver } from './observed.js';
import { type Application, errorLine, type PlatformRequest, type Reply } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { isResponse, replyOf } from './web-response.js';

/** Answers a request of the Web, or fails to. */
export type FetchHandler = (request: Request) => unknown;

/** An application that is a function from `Request` to `Response`. What it throws is answered with 500, as hosts do. */
export function fetchApplication(handle: FetchHandler, patience: number): Application {
  return (request) =>
    withTimeout(patience, (settle) => {
      const body = new AnswerBody();
      const client = new AbortController();
      let status: number | undefined;
      const asked = withObserver(requestOf(request, client.signal), request);
      const answer = async (): Promise<Reply> => {
        let response: unknown;
        try {
          response = await handle(asked);
        } catch (error) {
          return { ...crashed(`The handler threw ${errorLine(error)}`), thrown: { error } };
        }
        if (!isResponse(response)) return crashed(`The handler returned ${inspect(response)}, which is no Response.`);
        status = response.status;
        if (status === 0) return crashed('The handler returned Response.error().');
        if (response.bodyUsed || response.body?.locked)
          return crashed('The body of the Response has been read already.');
        return replyOf(response, body);
      };
      answer().then(settle, (error: unknown) => settle(crashed(`The Response cannot be read: ${errorLine(error)}`)));
      return () => {
        body.leave();
        client.abort();
        return status === undefined ? 'No Response came' : `Only ${status} and ${body.length} bytes came`;
      };
    });
}

/** As a host makes it of what it receives. */
function requestOf({ method, url, headers, body }: PlatformRequest, signal: AbortSignal): Request {
  if (body === undefined) return new Request(url, { method, headers, signal });
  const length = headers['content-length'] ?? String(Buffer.byteLength(body));
  return new Request(url, { method, headers: { ...headers, 'content-length': length }, body, signal });
}

function crashed(body: string): Reply {
  return {
    status: 500,
    contentType: 'text/plain; charset=utf-8',
    challenge: undefined,
    location: undefined,
    body,
    overLong: false,
  };
}
