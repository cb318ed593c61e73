// docs/reference/events.md: every event, and how it is answered.
import { delivery } from './deliveries.mjs';
import { endpointEvents, sharedTypes, webhookEvents } from './events.mjs';
import { listed, paragraph, table, tick, toHeading } from './markdown.mjs';

const FIELDS = ['field', 'type', 'always sent', 'what it tells', 'example'];

/** The whole page. */
export function eventsPage() {
  const sections = [webhookEvents, endpointEvents].map((events) => events.map(section).join('\n\n'));
  return `# Events

Every event that Bandwidth sends, where it is sent, and its fields with an example of each. A handler of \`webhooks\` (\`bxml-jsx/koa\`) and \`parseEvent\` (\`bxml-jsx/events\`) get it with the type named beside it. The elements that ask for events are in [verbs.md](verbs.md).

- [How to read it](#how-to-read-it)
- [Overview](#overview)
- [Events with an eventType](#events-with-an-eventtype)
- [Events of WebRTC endpoints](#events-of-webrtc-endpoints)
- [Types of fields](#types-of-fields)

## How to read it

- A *synchronous* event waits for a document, which decides what happens next; the document is checked in the context that is named. An *asynchronous* one is news: it is acknowledged with \`201\` and an empty body, and a document would be read by nobody.
- Addresses, methods and credentials are set by what is named: attributes of a verb, fields of a REST request, or settings of the voice application. A method is \`POST\` unless \`GET\` is chosen; where it says \`POST\`, nothing is known to change it. Credentials are those of HTTP Basic, and a fallback has its own.
- Bandwidth waits 15 seconds for an answer, or what is set (1 to 25): \`callbackTimeout\` of the REST request that placed the call, of \`<Conference>\` for its events, and \`CallbackTimeout\` of the voice application for inbound calls. Then, or when there is no connection, the fallback has its turn. Events of WebRTC endpoints and their devices also go there after any status but 2xx; which statuses do it for the others is not documented.
- An asynchronous event that is tried once more may arrive twice. A synchronous one that nobody answers ends the call; an asynchronous one is lost.
- A field that is *always sent* is enforced: without it, or with another JSON type of value, \`parseEvent\` throws. All others may be missing, and fields that are not listed pass.
- A list of values that ends in … is open: new values pass. Whoever compares with the known ones has to expect others.
- Examples are made up and written as TypeScript: accounts, ids and addresses stand for your own. Ids are longer.

## Overview

${overview()}

## Events with an eventType

${sections[0]}

## Events of WebRTC endpoints

These have no \`eventType\` and are told apart by \`event\`. The product is in beta, and more may change here than elsewhere.

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
  return table(['event', 'answer', 'what happened'], rows);
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
  if (kind === 'async') return '*Asynchronous*: acknowledged, without a document.';
  const empty =
    emptyAnswer === undefined
      ? 'An empty answer is not allowed'
      : `A handler may return \`null\`: the answer is \`${emptyAnswer}\` without a body`;
  return `*Synchronous*: answered with a document, checked with \`context: '${responseContext}'\`. ${empty}.`;
}

function spellings({ aliases = [], fieldAliases = {} }, interfaceName) {
  const fields = Object.entries(fieldAliases).map(([alias, field]) => `its field \`${alias}\` becomes \`${field}\``);
  const names = aliases.length === 0 ? [] : [`it is also known as ${listed(aliases.map(tick))}`];
  const others = [...names, ...fields];
  return `Type: \`${interfaceName}\`.${others.length === 0 ? '' : ` Spelt otherwise, ${listed(others)}.`}`;
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
