import type { SentEvent } from 'bxml-jsx/testing';
import type { EntryProblem } from './protocol.js';

/** What the advice depends on, besides the entry. */
export interface AdviceContext {
  /** The origin of the application. */
  readonly origin: string;
  /** True if the phone has credentials for the application. */
  readonly hasCredentials: boolean;
  /** True if the phone has started the application itself, from a module. */
  readonly isModule: boolean;
  /** Returns why the application cannot be called now, as lines; an empty string if it can. */
  readonly whyAway: () => string;
}

/**
 * Returns why an exchange failed and what to do, in one to three sentences; an empty string if it did not fail.
 *
 * @param problems the problems of the document in its response
 */
export function failureAdvice(
  entry: SentEvent,
  context: AdviceContext,
  problems: readonly EntryProblem[] = [],
): string {
  const { response, outcome, fault } = entry;
  if (outcome === '') return '';
  if (response === undefined) return withoutResponse(entry, context);
  if (response.status < 200 || response.status >= 300) return badStatus(entry, response, context);
  return fault === undefined ? '' : unusable(fault, response, problems);
}

/** What to do about troubles, by the code of their fault. */
const TROUBLE_ADVICE: Readonly<Record<string, string>> = {
  loop: 'Let one of these documents end the call, or do something that takes time: speak, listen or pause.',
  unserved: 'Start the server at that address, or correct the URL in the document.',
  'lost-stream': 'Look for an error in the log of that server.',
  'stream-message': 'Send only the messages that Bandwidth documents for this verb.',
  'skipped-verb': 'Correct the document of the conference.',
  'no-handler': 'Add a handler for this event, or remove the URL from the document.',
};

/** Returns what a trouble says and what to do. @param text `code: message`, as in the timeline */
export function troubleAdvice(text: string): string {
  const [, code = '', message = text] = /^([\w.-]+): (.*)$/s.exec(text) ?? [];
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  const advice = TROUBLE_ADVICE[code];
  if (advice === undefined) return sentence;
  return `${sentence}${/[.!?]$/.test(sentence) ? '' : '.'} ${advice}`;
}

type Response = NonNullable<SentEvent['response']>;

function withoutResponse({ outcome, url }: SentEvent, { origin, isModule, whyAway }: AdviceContext): string {
  if (outcome.startsWith('No server is listening')) {
    if (isModule && url.startsWith(`${origin}/`)) {
      const why = whyAway().replaceAll(/\s*\n\s*/g, ' ');
      return why === ''
        ? 'The module did not run when the event was sent. It does now: send the event again, or dial again.'
        : `The module does not run: ${why}${/[.!?]$/.test(why) ? '' : '.'} Correct it, then dial again.`;
    }
    const fix = 'Start the application, or correct the port in the address of bxml phone.';
    return `Nothing listens at ${originOf(url)}. ${fix} Then send the event again, or dial again.`;
  }
  if (outcome.includes('does not serve')) {
    return `The event goes to ${originOf(url)}, but the application is at ${origin}: nothing was sent. Write relative URLs in the documents, or start the phone with --also ${originOf(url)}.`;
  }
  if (/no response within/.test(outcome)) {
    const limit = /within ([\d.]+ s)/.exec(outcome)?.[1] ?? '15 s';
    return `The application did not respond within ${limit}, and Bandwidth waits no longer. Respond first, and do slow work after the response.`;
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(outcome)) {
    return `Cannot find the host ${hostOf(url)}. Correct the URL.`;
  }
  if (/CERT|SSL|TLS|self.signed/i.test(outcome)) {
    return `The TLS connection to ${originOf(url)} failed (${outcome}). Use http: for a server on this machine, or set NODE_EXTRA_CA_CERTS to its certificate.`;
  }
  if (/invalid|relative/.test(outcome)) return `The event was not sent: ${outcome}.`;
  const broken = /^The response broke off after (\d+) and (\d+) bytes/.exec(outcome);
  if (broken !== null) {
    return `The application closed the connection in the middle of the response (status ${broken[1]}, ${broken[2]} bytes). Look for an error in its log, and check Content-Length.`;
  }
  return `The application closed the connection without a response (${outcome.replace(/^(?:\w*Error: )+/, '')}). Look for an error in its log.`;
}

function badStatus(
  { eventType, method, url, cause }: SentEvent,
  { status, location }: Response,
  { hasCredentials, isModule }: AdviceContext,
): string {
  const path = pathOf(url);
  switch (true) {
    case status === 401 || status === 403:
      return hasCredentials
        ? `The application refuses the credentials with ${status}. Compare them with those that it expects.`
        : `The application asks for credentials. Start the phone with --user name:password, or set BXML_USER and BXML_PASSWORD.`;
    case status === 404:
      return `The application has nothing at ${path}. Add a route for ${method} ${path}, or correct the URL in the document that names it.`;
    case status === 405:
      return `The application does not allow ${method} at ${path}. Add the route, or set the method in the document.`;
    case status >= 300 && status < 400:
      return `The application redirects${location === undefined ? '' : ` to ${location}`}, and Bandwidth does not follow redirects of webhooks. Name the final URL.`;
    case status === 413 || status === 415:
      return `The application refuses the event with ${status}. Accept JSON (Content-Type: application/json) at ${path}.`;
    case status >= 500:
      return `The application failed with ${status} while it handled ${eventType}${saidIn(cause)}. ${isModule ? 'The terminal' : 'Its log'} has more.`;
    default:
      return `The application responded with ${status}; expected 200 with a document, or 204 for events without one.`;
  }
}

/** The most characters of a response body in a sentence. */
const MOST_SAID = 140;

/** Returns the beginning of the body of a failed response, to continue a sentence. */
function saidIn(cause: unknown): string {
  if (typeof cause !== 'string' || cause === '') return '; the response has no body';
  return `: “${cause.length > MOST_SAID ? `${cause.slice(0, MOST_SAID).trimEnd()}…` : cause}”`;
}

function unusable(fault: string, { contentType, body, isCut }: Response, problems: readonly EntryProblem[]): string {
  const begin = body.trimStart().slice(0, 200);
  if (/^<(?:!doctype\s+html|html)\b/i.test(begin)) {
    return 'The response is an HTML page, not BXML. Often that is an error page, a login page or the page of a tunnel: read the body, and correct the URL.';
  }
  if (/^[{[]/.test(begin)) {
    return 'The response is JSON, not BXML. Respond with a document, such as <Response><Hangup/></Response>.';
  }
  if (isCut || /bytes;/.test(fault)) {
    return 'The response is too long: a document may have at most 64 KB. Send the document alone.';
  }
  if (/without a document/.test(fault)) {
    return 'The response has no document, and this event needs one. Respond with <Response></Response> at least.';
  }
  if (fault.startsWith('content type')) {
    const given = contentType === undefined ? 'no content type' : `the content type ${contentType}`;
    return `The response has ${given}; expected application/xml. Set the header Content-Type of the response.`;
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first, ...more] = errors;
  const what = fault.startsWith('malformed')
    ? first?.code === 'response.encoding'
      ? 'The response cannot be read'
      : 'The response is not well-formed XML'
    : 'Bandwidth would not run this document';
  if (first === undefined) return `${what}: ${fault.replace(/^\w+ document: /, '')}`;
  const { line, message, hint } = first;
  const place = line === undefined ? '' : `line ${line}, `;
  const others =
    more.length === 0 ? '' : ` ${more.length} more ${more.length === 1 ? 'error is' : 'errors are'} marked.`;
  return `${[`${what}: ${place}${brief(message, hint)}`, hint].filter(Boolean).join(' ')}${others}`;
}

/** The most characters of a list of allowed names in a sentence, if a hint names the right one. */
const MOST_ALLOWED = 60;

/** Returns a message without a long list of what is allowed, which its line in the response has. */
function brief(message: string, hint: string): string {
  const at = message.indexOf('; allowed: ');
  return hint === '' || at < 0 || message.length - at <= MOST_ALLOWED ? message : `${message.slice(0, at)}.`;
}

const parsed = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);
const originOf = (url: string): string => parsed(url)?.origin ?? url;
const hostOf = (url: string): string => parsed(url)?.hostname ?? url;
const pathOf = (url: string): string => parsed(url)?.pathname ?? url;
