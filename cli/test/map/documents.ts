// Applications that answer by path with documents, for walks.
import type { SimulatedApplication } from 'bxml-jsx/testing';

/** An event, as an application receives it. */
export type Event = Readonly<Record<string, unknown>>;

/** The verbs of a document by path: as a string, or a function of the event. A `Response` is sent as it is. */
export type Answers = Readonly<Record<string, string | ((event: Event) => string | Response | Promise<Response>)>>;

export const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

/** Returns a `Gather` of one key. */
export const gather = (url: string, prompt = '', attributes = 'maxDigits="1"'): string =>
  `<Gather gatherUrl="${url}" ${attributes}>${prompt === '' ? '' : say(prompt)}</Gather>`;

const ASYNCHRONOUS = /disconnect|Disconnect|Available|dtmf|conference|partial|Complete$/;
const COMPLETES = /^(?:record|transfer|bridge|refer)Complete$/;

/** Returns a fetch handler that answers with these documents, 404 at other paths. */
export function application(answers: Answers): SimulatedApplication {
  return async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const event = (await request.json()) as Event;
    const eventType = String(event.eventType);
    const answer = answers[pathname];
    if (answer === undefined) return new Response('no such path', { status: 404 });
    if (ASYNCHRONOUS.test(eventType) && !COMPLETES.test(eventType)) return new Response(null, { status: 204 });
    const made = typeof answer === 'function' ? await answer(event) : answer;
    if (typeof made !== 'string') return made;
    return new Response(`<Response>${made}</Response>`, { headers: { 'content-type': 'application/xml' } });
  };
}
