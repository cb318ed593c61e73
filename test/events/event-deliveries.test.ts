import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type DeliveryAddress,
  type DeliveryTarget,
  eventDeliveries,
  retries,
} from '../../src/events/event-deliveries.js';
import {
  retries as documentedRetries,
  endpointEvents,
  type TargetFacts,
  events as typedEvents,
  withFallback,
  withoutFallback,
} from '../facts/events.js';
import { definitions as verbs } from '../rules/built-in-verbs.js';
import { definitions } from './samples.js';

const test = suite('event deliveries');
const deliveries = new Map<string, readonly DeliveryTarget[]>(Object.entries(eventDeliveries));
const events = { ...typedEvents, ...endpointEvents };

/** Returns a target in the format of the documented ones. */
function factsOf({ of, first, fallback, only, timeout }: DeliveryTarget): TargetFacts {
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

test('every defined event has a target, and no other does', () => {
  assert.equal([...deliveries.keys()].sort(), definitions.map(({ name }) => name).sort());
  for (const [name, targets] of deliveries) assert.ok(targets.length > 0, name);
});

test('the names of a verb target are attributes of the verb', () => {
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

test('URLs, methods, credentials and fallbacks are as documented', () => {
  assert.equal([...deliveries.keys()].sort(), Object.keys(events).sort());
  for (const [name, targets] of deliveries) assert.equal(targets.map(factsOf), events[name]?.targets, name);
});

test('retries, and events without a fallback, are as documented', () => {
  assert.equal(retries, documentedRetries);
  const fallbacks = (name: string) => deliveries.get(name)?.map((target) => target.fallback !== null);
  for (const name of withFallback) assert.not(fallbacks(name)?.includes(false), name);
  for (const name of withoutFallback) assert.not(fallbacks(name)?.includes(true), name);
});

test.run();
