import { assumed, documented, type Entry, numbered } from './basis.js';

/** The webhooks: delivery, documents and tags. */
export const webhookBehaviors = {
  'delivery.async-lost': documented('An asynchronous event that cannot be delivered is lost, and the call continues.'),
  'delivery.async-retry': documented(
    'If the connection fails, an asynchronous event is sent once more to the same URL; a synchronous event is not.',
  ),
  'delivery.bad-status': assumed(
    'Any status other than 2xx, including a redirect, is a failed delivery. Any 2xx status is accepted, including undocumented ones.',
  ),
  'delivery.callback-error': documented(
    'If neither URL of a synchronous event can be reached, the call ends with the cause `callback-error`.',
  ),
  'delivery.challenge': documented(
    'If credentials are set, the first request is sent without them. After a 401 whose `WWW-Authenticate` names `Basic`, the request is sent again with them.',
  ),
  'delivery.content-type': assumed(
    'A document must have the content type `application/xml` or `text/xml`; with any other type it is an invalid document.',
  ),
  'delivery.empty': assumed(
    'A response without a document (204, or an empty 200) is an invalid document if the event requires one.',
  ),
  'delivery.credentials-https': documented(
    'A document whose `Record` or `StartRecording` would send credentials to an `http:` URL is invalid; a relative URL takes the scheme of the URL that served the document.',
  ),
  'delivery.credentials-loopback': assumed(
    'A loopback URL (`localhost`, `127.0.0.0/8`, `[::1]`) counts as secure with `http:` too, as in browsers, because the request does not leave the machine.',
  ),
  'delivery.elsewhere': assumed('A request to an origin that the simulated application does not serve is refused.'),
  'delivery.encoding': assumed(
    'A document is read as UTF-8, whatever its content type declares: other bytes are read as U+FFFD. In UTF-16, UTF-32 or gzip it is an invalid document.',
  ),
  'delivery.fallback': documented(
    'If the first URL fails to respond (no connection, or a timeout), the fallback URL receives the same event, with its own credentials. Its response counts as if it came from the first URL.',
  ),
  'delivery.get': assumed(
    'With `GET`, the fields of the event are added to the query string. Objects are written as JSON; null fields are omitted.',
  ),
  'delivery.invalid-bxml': documented(
    'A document that is malformed, invalid, over 64 KB or written for another context ends the call with the cause `invalid-bxml`.',
  ),
  'delivery.invalid-no-fallback': assumed('The fallback URL is not tried after an invalid document.'),
  'delivery.relative': documented('A relative URL is resolved against the URL that served the document.'),
  'delivery.timeout': numbered(
    'documented',
    15,
    (seconds) =>
      `A request fails if there is no response within ${seconds} seconds, or within the call's \`callbackTimeout\`.`,
  ),
  'document.empty': documented('A document without verbs counts as `Hangup`.'),
  'document.end': documented('The call is hung up after the last verb, unless a verb has led to another webhook.'),
  'document.loop': numbered(
    'assumed',
    50,
    (documents) =>
      `A call that fetches more than ${documents} documents while no time passes, except during its requests, is in a loop and ends with the cause \`error\`; so does one whose document is replaced from outside that often.`,
  ),
  'tag.attribute': documented(
    'A `tag` attribute applies to all later events of the call until another tag replaces it; an empty one clears it.',
  ),
  'tag.leg': assumed('The tag of a destination applies to its own leg; a leg does not inherit the tag of the call.'),
  'tag.verb': documented('`Tag` sets the tag of the call without surrounding white space; a blank one clears it.'),
} as const satisfies Readonly<Record<string, Entry>>;
