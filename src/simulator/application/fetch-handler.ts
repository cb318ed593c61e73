import { inspect } from '../../problems/inspect.js';
import { AnswerBody } from './answer-body.js';
import { withObserver } from './observed.js';
import { type Application, errorLine, type PlatformRequest, type Reply } from './reply.js';
import { withTimeout } from './request-timeout.js';
import { isResponse, replyOf } from './web-response.js';

/** Handles a `Request`. It should return a `Response`, which is checked. */
export type FetchHandler = (request: Request) => unknown;

/** Returns the application of a fetch handler. If the handler throws, the response is 500, as on common hosts. */
export function fetchApplication(handle: FetchHandler, patience: number): Application {
  return (request) =>
    withTimeout(patience, (settle) => {
      const body = new AnswerBody();
      const client = new AbortController();
      let status: number | undefined;
      const observedRequest = withObserver(requestOf(request, client.signal), request);
      const answer = async (): Promise<Reply> => {
        let response: unknown;
        try {
          response = await handle(observedRequest);
        } catch (error) {
          return { ...crashed(`The handler threw ${errorLine(error)}`), thrown: { error } };
        }
        if (!isResponse(response)) return crashed(`The handler returned ${inspect(response)}; expected a Response.`);
        status = response.status;
        if (status === 0) return crashed('The handler returned Response.error().');
        if (response.bodyUsed || response.body?.locked) return crashed('The body of the Response was already read.');
        return replyOf(response, body);
      };
      answer().then(settle, (error: unknown) => settle(crashed(`The Response cannot be read: ${errorLine(error)}`)));
      return () => {
        body.cancel();
        client.abort();
        return status === undefined ? 'No Response came' : `Only ${status} and ${body.length} bytes came`;
      };
    });
}

/** Creates a `Request` as a host does. */
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
