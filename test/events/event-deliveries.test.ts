import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type DeliveryAddress,
  type DeliveryTarget,
  eventDeliveries,
  retries,
} from '../../src/events/event-deliveries.js';
import { definitions as verbs } from '../rules/built-in-verbs.js';
import { type ReferenceTarget, reference } from './reference.js';
import { definitions } from './samples.js';

const test = suite('where events are sent');
const compare = reference === undefined ? test.skip : test;
const deliveries = new Map<string, readonly DeliveryTarget[]>(Object.entries(eventDeliveries));
const events = { ...reference?.events, ...reference?.eventsWithoutEventType };

/** A target in the words of the table. */
function inTable({ of, first, fallback, only, timeout }: DeliveryTarget): object {
  return {
    where: 'verb' in of ? 'bxml' : 'operation' in of ? 'rest' : 'voice-application-setting',
    verb: 'verb' in of ? of.verb : undefined,
    operation: 'operation' in of ? of.operation : undefined,
    first,
    fallback,
    isLimited: only !== undefined,
    timeout,
  };
}

/** A line of the table in the same words. */
function fromTable({ where, verb, operation, ...target }: ReferenceTarget): object {
  const { url, method, credentials, fallbackUrl, fallbackMethod, fallbackCredentials, appliesTo, timeout } = target;
  return {
    where,
    verb,
    operation,
    first: { url, method: method ?? null, credentials: credentials ?? null },
    fallback: fallbackUrl && {
      url: fallbackUrl.replace(' (dashboard field)', ''),
      method: fallbackMethod ?? null,
      credentials: fallbackCredentials ?? null,
    },
    isLimited: appliesTo !== undefined,
    timeout,
  };
}

test('every event that is defined is sent somewhere, and no other', () => {
  assert.equal([...deliveries.keys()].sort(), definitions.map(({ name }) => name).sort());
  for (const [name, targets] of deliveries) assert.ok(targets.length > 0, name);
});

test('what an address of a verb is made of are attributes of the verb', () => {
  const named = ({ url, method, credentials }: DeliveryAddress) => [url, method ?? [], credentials ?? []].flat();
  for (const [name, targets] of deliveries)
    for (const { of, first, fallback } of targets)
      if ('verb' in of) {
        const attributes = Object.keys(verbs.get(of.verb)?.attributes ?? {});
        const strangers = [first, fallback ?? []]
          .flat()
          .flatMap(named)
          .filter((word) => !attributes.includes(word));
        assert.equal(strangers, [], `${name}: <${of.verb}>`);
      }
});

compare('the same addresses, methods, credentials and fallbacks as in the table', () => {
  assert.equal([...deliveries.keys()].sort(), Object.keys(events).sort());
  for (const [name, targets] of deliveries) {
    const expected = events[name]?.sentTo.map((target) =>
      // The table of verbs knows the attribute, which is newer than that of events.
      fromTable(name === 'partialgather' ? { ...target, method: 'partialResultCallbackMethod' } : target),
    );
    assert.equal(targets.map(inTable), expected, name);
  }
});

compare('the same tries, and the same events without a second address', () => {
  const told = reference?.delivery;
  assert.equal(retries, { sync: told?.retries.sync.count, async: told?.retries.async.count });
  const withFallback = (name: string) => deliveries.get(name)?.map((target) => target.fallback !== null);
  for (const name of told?.fallback.available.withFallback ?? []) assert.not(withFallback(name)?.includes(false), name);
  for (const name of told?.fallback.available.withoutFallback ?? [])
    assert.not(withFallback(name)?.includes(true), name);
});

test.run();
