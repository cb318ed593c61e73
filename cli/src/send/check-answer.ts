import { BxmlError, type Problem, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import type { EventInfo } from './event-info.js';
import { type HttpAnswer, MAX_BYTES } from './http-exchange.js';

/** What Bandwidth would do with an answer. */
export interface AnswerCheck {
  /** True if Bandwidth accepts it: a valid document, an allowed empty answer, or the acknowledgement of an event. */
  readonly isAccepted: boolean;
  /** What it is, or why it is refused: one sentence. */
  readonly verdict: string;
  /** The fix, if there is one to name. */
  readonly hint?: string | undefined;
  /** The errors and warnings of the document. */
  readonly problems: readonly Problem[];
  /** True if the body is a valid document that Bandwidth executes. */
  readonly hasDocument: boolean;
}

/** The maximum size of a document in bytes. */
const MAX_DOCUMENT_BYTES = 65_536;

/**
 * Checks an answer as Bandwidth would: its status, its size, its content type and its document. The simulator of the library
 * applies the same checks.
 *
 * @param hasCredentials true if the last request had credentials
 */
export function checkAnswer(event: EventInfo, url: URL, answer: HttpAnswer, hasCredentials: boolean): AnswerCheck {
  const { status } = answer;
  if (status < 200 || status > 299) return refusedStatus(answer, url, hasCredentials);
  if (event.kind === 'async') return acknowledged(answer);
  if (answer.body === '') {
    if (event.emptyAnswer !== undefined) return accepted('Accepted without a document: the call goes on.');
    return refused(`The answer has no document; ${event.name} requires one.`, 'Respond with a <Response> element.');
  }
  if (answer.isCut || answer.bytes > MAX_DOCUMENT_BYTES) {
    const size = answer.isCut ? `more than ${MAX_BYTES} bytes` : `${answer.bytes} bytes`;
    return refused(
      `The answer has ${size}; a document may have at most ${MAX_DOCUMENT_BYTES} (64 KB).`,
      'Send a smaller document, and the rest in another one by <Redirect>.',
    );
  }
  if (answer.encoding !== undefined)
    return refused(
      `The answer is compressed (${answer.encoding}), which the request does not accept.`,
      'Compress only if the request has the header accept-encoding.',
    );
  if (!/^\s*(?:application|text)\/xml\s*(?:;|$)/i.test(answer.contentType ?? '')) return refusedType(answer);
  const check = checkDocument(event, url, answer.body);
  if (answer.invalidByte === undefined) return check;
  const hint = `The byte at offset ${answer.invalidByte} is not UTF-8, and is read as \ufffd: encode the document as UTF-8.`;
  return { ...check, hint: check.hint === undefined ? hint : `${check.hint} ${hint}` };
}

const refused = (verdict: string, hint?: string, problems: readonly Problem[] = []): AnswerCheck => ({
  isAccepted: false,
  verdict,
  hint,
  problems,
  hasDocument: false,
});

const accepted = (verdict: string, hint?: string): AnswerCheck => ({
  isAccepted: true,
  verdict,
  hint,
  problems: [],
  hasDocument: false,
});

function acknowledged({ status, body, contentType }: HttpAnswer): AnswerCheck {
  const isDocument = /xml/i.test(contentType ?? '') || /^\s*<(?:\?xml|Response)/.test(body);
  const hint = isDocument ? 'Bandwidth ignores the document: this event is only acknowledged.' : undefined;
  return accepted(`Acknowledged (${status}).`, hint);
}

function refusedStatus({ status, challenge, location }: HttpAnswer, url: URL, hasCredentials: boolean): AnswerCheck {
  const path = `${url.pathname}`;
  if (status === 401) return refusedCredentials(challenge, hasCredentials);
  if (status >= 300 && status < 400) {
    const target = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url).href : location;
    return refused(
      `The answer is a redirect (${status})${target === undefined ? '' : ` to ${target}`}; any status other than 2xx is a failed delivery.`,
      target === undefined ? undefined : 'Use that URL instead.',
    );
  }
  const hints: Readonly<Record<number, string>> = {
    403: 'The server refuses this client: see its rules for hosts, origins and addresses.',
    404: `The application does not serve ${path}: correct the path, or mount the webhooks there.`,
    405: `The application serves ${path} with another method: try ${hasMethod(url)}.`,
    413: 'A body parser or a proxy before the webhooks has a lower limit.',
    415: 'A body parser before the webhooks does not accept application/json.',
    422: 'The application does not accept the fields of the event.',
    429: 'A rate limit refuses the event. Exempt the path of the webhooks.',
    502: 'The proxy or the tunnel is running, and the application behind it is not.',
    503: 'The application is not ready, or its queue is full: see its log.',
    504: 'The application behind the proxy took too long.',
  };
  const other = status >= 500 ? 'See the log of the application for the error.' : undefined;
  return refused(`The status is ${status}; any status other than 2xx is a failed delivery.`, hints[status] ?? other);
}

const hasMethod = ({ search }: URL): string => (/[?&]event(?:Type)?=/.test(search) ? 'POST' : '--get');

function refusedCredentials(challenge: string | undefined, hasCredentials: boolean): AnswerCheck {
  if (!/(?:^|,)\s*basic\b/i.test(challenge ?? '')) {
    return refused(
      'The application asks for credentials (401) without the header www-authenticate: Basic, so Bandwidth does not send them.',
      'Respond 401 with www-authenticate: Basic realm="…", and let the proxy pass that header on.',
    );
  }
  if (hasCredentials)
    return refused(
      'The application does not accept these credentials (401).',
      'Correct the user name or the password.',
    );
  return refused(
    'The application asks for credentials (401).',
    'Pass --user name:password, or set BXML_USER and BXML_PASSWORD.',
  );
}

function refusedType({ contentType, body }: HttpAnswer): AnswerCheck {
  const isPage = /html/i.test(contentType ?? '') || /^\s*<!doctype html|^\s*<html/i.test(body);
  return refused(
    `The content type is ${contentType === undefined ? 'missing' : JSON.stringify(contentType)}; expected application/xml.`,
    isPage
      ? 'The answer is a web page: another route, a login or an error page of a proxy serves this URL.'
      : 'Set the header content-type: application/xml.',
  );
}

function checkDocument(event: EventInfo, url: URL, body: string): AnswerCheck {
  const context = event.responseContext ?? 'call';
  try {
    const problems = [...validate(parse(body), { context }), ...insecureCallbacks(body, url, context)];
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    if (errors > 0) return refused(`The document is invalid: ${counted(errors, 'error')}.`, undefined, problems);
    const warnings = problems.length === 0 ? '' : `, with ${counted(problems.length, 'warning')}`;
    return { isAccepted: true, verdict: `The document is valid${warnings}.`, problems, hasDocument: true };
  } catch (error) {
    if (!(error instanceof BxmlError)) throw error;
    return refused('The document is not well-formed.', undefined, error.problems);
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** An attribute with a relative URL. */
const RELATIVE = /(\s(?:\w*Url|partialResultCallback)\s*=\s*)(["'])(?![a-z][a-z\d+.-]*:)([^"'<>]*)\2/gi;

/**
 * Returns the problems of relative URLs that would send credentials without encryption, because the document comes from an
 * `http` URL. Validation of the document alone cannot find them.
 */
function insecureCallbacks(body: string, base: URL, context: 'call' | 'conference' | 'transferAnswer'): Problem[] {
  if (base.protocol !== 'http:' || !/(?:username|password)\s*=/i.test(body)) return [];
  const known = new Set(secureProblems(body, context).map(({ path, message }) => `${path} ${message}`));
  const absolute = body.replace(RELATIVE, (whole, name: string, quote: string, value: string) => {
    const url = value.replaceAll('&amp;', '&');
    if (value === '' || !URL.canParse(url, base.href)) return whole;
    return `${name}${quote}${new URL(url, base).href.replaceAll('&', '&amp;').replaceAll("'", '&apos;')}${quote}`;
  });
  return secureProblems(absolute, context).filter(({ path, message }) => !known.has(`${path} ${message}`));
}

const secureProblems = (body: string, context: 'call' | 'conference' | 'transferAnswer'): Problem[] =>
  validate(parse(body), { context }).filter(({ code }) => code.endsWith('.https'));
