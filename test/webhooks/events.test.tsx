// Every event by POST and GET on every framework.
import { Bridge, type BxmlElement, Hangup, PlayAudio, Response } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, type Json, type JsonObject, leastEvent } from '../events/samples.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { latch, type Sent } from './serving.js';

const test = suite('events over HTTP');

/** Returns an event as a query string: `a.b=v` for objects, and one parameter per array item. */
function queryOf(event: JsonObject): string {
  const parameters = (value: Json, name: string): [string, string][] => {
    if (Array.isArray(value)) return value.map((item) => [name, String(item)]);
    if (typeof value !== 'object' || value === null) return [[name, String(value)]];
    if (Object.keys(value).length === 0) return [[name, '']];
    return Object.entries(value).flatMap(([field, inner]) => parameters(inner, `${name}.${field}`));
  };
  const pairs = Object.entries(event).flatMap(([field, value]) => parameters(value, field));
  return `?${new URLSearchParams(pairs)}`;
}

const ways: readonly [method: string, sent: (event: JsonObject) => Sent][] = [
  ['POST', (event) => ({ method: 'POST', body: JSON.stringify(event) })],
  ['GET', (event) => ({ path: `/${queryOf(event)}` })],
];

/** Returns handlers with one entry. The tables below, not the types, make sure that the handler fits the event. */
const only = (name: string, handler: (event: object) => unknown): AnyHandlers => ({ [name]: handler }) as AnyHandlers;

test('the table contains every event', () => {
  assert.is(definitions.filter(({ by }) => by === 'eventType').length, 32);
  assert.is(definitions.filter(({ by }) => by === 'event').length, 6);
});

for (const { serve, name: framework } of adapters) {
  for (const { name, kind } of definitions) {
    const event = { ...leastEvent(name), brandNew: 'as text' };
    for (const [method, sent] of ways) {
      test(`${name} by ${method} on ${framework}`, async () => {
        const seen: object[] = [];
        const handled = latch();
        const handler = (given: object): unknown => {
          seen.push(given);
          handled.open();
          return kind === 'sync' ? <Response /> : undefined;
        };
        await serve(only(name, handler), {}, async ({ send }) => {
          const { status, headers, body } = await send(sent(event));
          assert.is(status, kind === 'sync' ? 200 : 201, body);
          await handled.opened;
          assert.equal(seen, [event]);
          assert.is(headers['content-type'], kind === 'sync' ? 'application/xml; charset=utf-8' : undefined);
          assert.is(body, kind === 'sync' ? '<?xml version="1.0" encoding="UTF-8"?><Response/>' : '');
        });
      });
    }
  }

  test(`an alias of a type reaches the same handler on ${framework}`, async () => {
    for (const { name, aliases = [], kind } of definitions) {
      for (const alias of aliases) {
        const seen: { eventType?: string }[] = [];
        const handler = (given: object): unknown => {
          seen.push(given);
          return kind === 'sync' ? <Response /> : undefined;
        };
        await serve(only(name, handler), { ack: 'after' }, async ({ post }) => {
          assert.is((await post({ ...leastEvent(name), eventType: alias })).status, kind === 'sync' ? 200 : 201);
        });
        assert.equal(
          seen.map(({ eventType }) => eventType),
          [name],
        );
      }
    }
  });
}

test('some events have aliases', () => {
  assert.ok(definitions.some(({ aliases = [] }) => aliases.length > 0));
});

const documents: { readonly [verb: string]: { readonly document: BxmlElement; readonly fits: readonly string[] } } = {
  Hangup: {
    document: (
      <Response>
        <Hangup />
      </Response>
    ),
    fits: ['call', 'transferAnswer'],
  },
  Bridge: {
    document: (
      <Response>
        <Bridge>c-2</Bridge>
      </Response>
    ),
    fits: ['call'],
  },
  PlayAudio: {
    document: (
      <Response>
        <PlayAudio>https://media.example/a.wav</PlayAudio>
      </Response>
    ),
    fits: ['call', 'transferAnswer', 'conference'],
  },
};

for (const { name, responseContext } of definitions) {
  if (responseContext === undefined) continue;
  test(`validates the document for ${name} in the context ${responseContext}`, async () => {
    for (const { serve } of adapters) {
      for (const { document, fits } of Object.values(documents)) {
        const options: AnyOptions = { onError: () => undefined };
        await serve(
          only(name, () => document),
          options,
          async ({ post }) => {
            assert.is((await post(leastEvent(name))).status, fits.includes(responseContext) ? 200 : 500);
          },
        );
      }
    }
  });
}

test('every response context has an event', () => {
  const contexts = new Set(definitions.map(({ responseContext }) => responseContext));
  assert.equal([...contexts].filter((context) => context !== undefined).sort(), [
    'call',
    'conference',
    'transferAnswer',
  ]);
});

test('acknowledges an asynchronous event without a handler', async () => {
  for (const { serve } of adapters) {
    await serve({}, {}, async ({ post }) => {
      for (const { name, kind } of definitions) {
        assert.is((await post(leastEvent(name))).status, kind === 'sync' ? 404 : 201, name);
      }
    });
  }
});

test.run();
