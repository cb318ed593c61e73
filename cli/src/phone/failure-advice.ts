import type { SentEvent } from 'bxml-jsx/testing';

/** What the advice depends on, besides the entry. */
export interface AdviceContext {
  /** The origin of the application. */
  readonly origin: string;
  /** True if the phone has credentials for the application. */
  readonly hasCredentials: boolean;
  /** True if the phone has started the application itself, from a module. */
  readonly isModule: boolean;
}

/** Returns why an exchange failed and what to do, in one or two sentences; an empty string if it did not fail. */
export function failureAdvice(entry: SentEvent, context: AdviceContext): string {
  const { response, outcome, fault } = entry;
  if (outcome === '') return '';
  if (response === undefined) return withoutResponse(entry, context);
  if (response.status < 200 || response.status >= 300) return badStatus(entry, response, context);
  return fault === undefined ? '' : unusable(fault, response);
}

type Response = NonNullable<SentEvent['response']>;

function withoutResponse({ outcome, url }: SentEvent, { origin, isModule }: AdviceContext): string {
  if (outcome.startsWith('No server is listening')) {
    const fix = isModule
      ? 'The module does not run: read what it printed in the terminal.'
      : 'Start the application, or correct the port in the address of bxml phone.';
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
    return `There is no host with the name ${hostOf(url)}. Correct the URL.`;
  }
  if (/CERT|SSL|TLS|self.signed/i.test(outcome)) {
    return `The TLS connection to ${originOf(url)} failed (${outcome}). Use http: for a server on this machine, or set NODE_EXTRA_CA_CERTS to its certificate.`;
  }
  if (/invalid|relative/.test(outcome)) return `The event was not sent: ${outcome}.`;
  return `The application closed the connection without a response (${outcome}). Look for an error in its log.`;
}

function badStatus(
  { eventType, method, url }: SentEvent,
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
      return `The application failed with ${status} while it handled ${eventType}. The body of the response and ${isModule ? 'the terminal' : 'its log'} say why.`;
    default:
      return `The application responded with ${status}; expected 200 with a document, or 204 for events without one.`;
  }
}

function unusable(fault: string, { contentType, body, isCut }: Response): string {
  if (isCut || /bytes;/.test(fault)) {
    return 'The response is too long: a document may have at most 64 KB. Send the document alone.';
  }
  if (/without a document/.test(fault)) {
    return 'The response has no document, and this event needs one. Respond with <Response></Response> at least.';
  }
  if (fault.startsWith('content type')) {
    const isHtml = /^\s*<(?:!doctype\s+html|html)\b/i.test(body);
    if (isHtml) {
      return 'The response is an HTML page, not BXML. Often that is an error page, a login page or the page of a tunnel: read the body, and correct the URL.';
    }
    const given = contentType === undefined ? 'no content type' : `the content type ${contentType}`;
    return `The response has ${given}; expected application/xml. Set the header Content-Type of the response.`;
  }
  if (fault.startsWith('malformed')) {
    return `The response is not well-formed XML: ${fault.replace(/^malformed document: /, '')} Correct the marked line.`;
  }
  return 'The document has errors, and Bandwidth would not run it. Correct the marked lines.';
}

const parsed = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined);
const originOf = (url: string): string => parsed(url)?.origin ?? url;
const hostOf = (url: string): string => parsed(url)?.hostname ?? url;
const pathOf = (url: string): string => parsed(url)?.pathname ?? url;
