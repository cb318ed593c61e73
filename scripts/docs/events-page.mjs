// docs/reference/events.md: all events, and the responses to them.
import { delivery } from './deliveries.mjs';
import { endpointEvents, sharedTypes, webhookEvents } from './events.mjs';
import { listed, paragraph, table, tick, toHeading } from './markdown.mjs';

const FIELDS = ['field', 'type', 'always sent', 'description', 'example'];

/** Returns the page. */
export function eventsPage() {
  const sections = [webhookEvents, endpointEvents].map((events) => events.map(section).join('\n\n'));
  return `# Events

All events that Bandwidth sends, the URLs that receive them, and their fields with examples. \`parseEvent\` (\`bxml-jsx/events\`) returns an event with the type shown, and handlers of \`webhooks\` (\`bxml-jsx/koa\`) receive it. The elements that set the URLs are in [verbs.md](verbs.md).

- [How to read it](#how-to-read-it)
- [Overview](#overview)
- [Events with an eventType](#events-with-an-eventtype)
- [Events of WebRTC endpoints](#events-of-webrtc-endpoints)
- [Types of fields](#types-of-fields)

## How to read it

- The response to a *synchronous* event is a document, which decides what happens next. It is validated with the context shown. An *asynchronous* event is a notification: the response is \`201\` with an empty body, and Bandwidth ignores a document.
- URLs, methods and credentials are attributes of a verb, fields of a REST request, or settings of the voice application. The default method is \`POST\`; if the table shows \`POST\`, no setting is documented. Credentials are HTTP Basic credentials, and a fallback has separate ones.
- Bandwidth waits 15 seconds for a response. The timeout can be set to 1 to 25 seconds: with \`callbackTimeout\` of the REST request that placed the call, with \`callbackTimeout\` of \`<Conference>\` for its events, and with \`CallbackTimeout\` of the voice application for inbound calls. After the timeout, or without a connection, Bandwidth uses the fallback. For events of WebRTC endpoints and their devices, it also does so after any status except 2xx; for the others, the statuses are not documented.
- An asynchronous event that is retried may arrive twice. A synchronous event without a response ends the call; an asynchronous one is lost.
- Fields that are *always sent* are required: if one is missing or has another JSON type, \`parseEvent\` throws. All other fields may be missing, and unknown fields are accepted.
- A list of values that ends in … is open: new values are accepted, so code that compares values must expect others.
- Examples are fictitious and written as TypeScript. Real ids are longer.

## Overview

${overview()}

## Events with an eventType

${sections[0]}

## Events of WebRTC endpoints

These events have no \`eventType\`; \`event\` is their type. The product is in beta, so more may change here than elsewhere.

${sections[1]}

## Types of fields

${[...sharedTypes.values()]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(sharedSection)
  .join('\n\n')}
`;
}

function overview() {
  const rows = [...webhookEvents, ...endpointEvents].map((event) => [
    toHeading(event.name, tick(event.name)),
    event.kind === 'sync'
      ? `a document (\`${event.responseContext}\`)${event.emptyAnswer ? ', or none' : ''}`
      : 'acknowledged',
    firstSentence(event.text),
  ]);
  return table(['event', 'response', 'description'], rows);
}

function section({ name, text, interfaceName, fieldRows, ...traits }) {
  return [
    `### ${name}`,
    paragraph(text),
    answer(traits),
    delivery({ name, ...traits }),
    spellings(traits, interfaceName),
    table(FIELDS, fieldRows()),
  ].join('\n\n');
}

function answer({ kind, responseContext, emptyAnswer }) {
  if (kind === 'async') return '*Asynchronous*: acknowledged without a document.';
  const empty =
    emptyAnswer === undefined
      ? 'An empty response is not allowed'
      : `A handler may return \`null\`: the response is \`${emptyAnswer}\` without a body`;
  return `*Synchronous*: the response is a document, validated with \`context: '${responseContext}'\`. ${empty}.`;
}

function spellings({ aliases = [], fieldAliases = {} }, interfaceName) {
  const fields = Object.entries(fieldAliases).map(([alias, field]) => `the field \`${alias}\` becomes \`${field}\``);
  const names = aliases.length === 0 ? [] : [`the event is named ${listed(aliases.map(tick))}`];
  const others = [...names, ...fields];
  return `Type: \`${interfaceName}\`.${others.length === 0 ? '' : ` In another spelling, ${listed(others)}.`}`;
}

function sharedSection({ name, text, rows, values }) {
  const parts = [`### ${name}`, paragraph(text)];
  if (values !== '') parts.push(`Values: ${values}`);
  if (rows.length > 0) parts.push(table(FIELDS, rows));
  return parts.join('\n\n');
}

function firstSentence(text) {
  return /^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}
