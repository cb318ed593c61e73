// Describes the URLs, methods and credentials of the requests that send an event.
import { eventDeliveries, retries } from '../../src/events/event-deliveries.ts';
import { anchor, listed, table, tag, tick } from './markdown.mjs';

const HEAD = ['sent to', 'when', 'method', 'credentials'];

/** Returns the delivery of an event: a table of URLs, and what happens if they fail. */
export function delivery({ name, kind }) {
  const targets = eventDeliveries[name];
  return `${table(HEAD, targets.flatMap(rows))}\n\n${failure(targets, kind)}${waiting(targets)}`;
}

function rows({ of, first, fallback, only = '' }) {
  const place = placeInWords(of);
  const own = row(first, place, only);
  return fallback === null ? [own] : [own, row(fallback, place, `${tick(first.url)} failed`)];
}

function row({ url, method, credentials }, place, when) {
  return [
    `${tick(url)} of ${place}`,
    when,
    method === null ? '`POST`' : tick(method),
    credentials === null ? 'none known' : listed(credentials.map(tick)),
  ];
}

function placeInWords({ verb, operation, settings }) {
  if (verb !== undefined) return `[${tag(verb)}](verbs.md#${anchor(verb)})`;
  return operation === undefined ? settings : `the REST request ${tick(operation)}`;
}

function failure(targets, kind) {
  const tries =
    retries[kind] === 0
      ? 'No retry at the same URL is documented'
      : 'After a failed connection, Bandwidth retries once at the same URL';
  const missing = targets.filter(({ fallback }) => fallback === null).length;
  if (missing === 0) return `${tries}.`;
  return `${tries}. ${missing === targets.length ? 'There is no fallback' : 'Not every URL has a fallback'}.`;
}

function waiting(targets) {
  const fields = targets.flatMap(({ of, timeout }) =>
    timeout === undefined ? [] : [`${tick(timeout)} of ${placeInWords(of)} sets the timeout in seconds.`],
  );
  return fields.map((sentence) => ` ${sentence}`).join('');
}
