// Calls to a small application that responds with a document by path.
import { eventTypes, isSync } from 'bxml-jsx/events';
import { type SimulatorOptions, simulate } from 'bxml-jsx/testing';

/** A request that the application received. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  /** The event: the body, or the query for `GET`. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** The response of a path: the verbs of a document, a whole response, or a function of the request. */
export type Answer = string | Response | ((received: Received) => string | Response | Promise<string | Response>);

/** Returns a response with these verbs. */
export const document = (verbs: string): Response =>
  new Response(`<Response>${verbs}</Response>`, { headers: { 'content-type': 'application/xml' } });

/** Asynchronous events, which are acknowledged without a document. */
export const acknowledged = new Set(eventTypes.filter((eventType) => !isSync({ eventType })).map(String));

/** Creates a fetch handler that responds by path, and 404 to others. It acknowledges asynchronous events on each path. */
export function application(answers: Readonly<Record<string, Answer>>) {
  const requests: Received[] = [];
  const handler = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const event: Received['event'] =
      request.method === 'GET' ? Object.fromEntries(searchParams) : ((await request.json()) as Received['event']);
    const received = { path: pathname, method: request.method, headers: request.headers, event };
    requests.push(received);
    const answer = answers[pathname];
    if (answer === undefined) return new Response('no such path', { status: 404 });
    if (typeof answer === 'function') {
      const made = await answer(received);
      return typeof made === 'string' ? document(made) : made;
    }
    if (acknowledged.has(String(event.eventType))) return new Response(null, { status: 204 });
    return typeof answer === 'string' ? document(answer) : answer.clone();
  };
  return { handler, requests };
}

/** Creates a platform with such an application. */
export function simulated(answers: Readonly<Record<string, Answer>>, options: SimulatorOptions = {}) {
  const { handler, requests } = application(answers);
  const platform = simulate(handler, options);
  const sent = (eventType: string) =>
    requests.filter(({ event }) => event.eventType === eventType).map(({ event }) => event);
  return { platform, requests, sent };
}
