import { EventError, parseEvent } from 'bxml-jsx/events';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { queryEvent } from '../../src/webhooks/query-event.js';
import { definitions, leastEvent } from '../events/samples.js';
import { fieldsIn, queryOf } from './event-queries.js';

const test = suite('events in arbitrary queries');

test('malformed names and names nested too deeply are literal', () => {
  for (const name of ['a[', 'a]', '[a]', 'a[b', 'a..b', '.a', 'a.', 'a[b]c', 'a[[b]]', 'a.[b]', 'a.b.c.d.e.f.g.h.i'])
    assert.equal(fieldsIn('tomorrow', `${encodeURIComponent(name)}=1`), { [name]: '1' }, name);
  assert.equal(fieldsIn('tomorrow', 'a.b[c].d.e.f.g.h=1'), {
    a: { b: { c: { d: { e: { f: { g: { h: '1' } } } } } } },
  });
});

test('broken escapes are literal', () => {
  assert.equal(fieldsIn('gather', 'tag=%E0%A4%A&%zz=%&digits=%2'), { tag: '\ufffd%A', '%zz': '%', digits: '%2' });
});

test('JSON nested too deeply stays a string', () => {
  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  assert.equal(fieldsIn('initiate', `diversion=${nested(8)}`), { diversion: JSON.parse(nested(8)) });
  for (const levels of [9, 100_000])
    assert.equal(fieldsIn('initiate', `diversion=${nested(levels)}`), { diversion: nested(levels) });
});

test('no name reaches a prototype', () => {
  const query = [
    '__proto__=1',
    '__proto__.admin=1',
    '__proto__[admin]=1',
    'a[__proto__][admin]=1',
    'constructor.prototype.admin=1',
    'prototype[constructor]=1',
    'diversion={"__proto__":{"admin":true},"reason":"away"}',
    'sipHeaders=[{"__proto__":{"admin":true}}]',
    'sipHeaders[__proto__]=1',
    'toString=',
  ].join('&');
  const event = fieldsIn('initiate', query);
  const expected = {
    constructor: { prototype: { admin: '1' } },
    prototype: { constructor: '1' },
    diversion: { reason: 'away' },
    sipHeaders: [{}],
    toString: '',
  };
  // Compared as JSON, because equal() reads `constructor`, which is a field here.
  assert.is(JSON.stringify(event), JSON.stringify(expected));
  assert.is(Reflect.get({}, 'admin'), undefined);
  assert.is(Reflect.get(Object.assign({}, event), 'admin'), undefined);
  const parsed = parseEvent(
    queryEvent(`${queryOf(leastEvent('initiate'), { object: 'dot', list: 'repeats' })}&${query}`),
  );
  assert.is(Reflect.get(parsed, 'admin'), undefined);
});

test('reads only the first thousand parameters', () => {
  assert.equal(fieldsIn('tomorrow', 'a[]=1&'.repeat(5000)), { a: Array(999).fill('1') });
  assert.is(queryEvent(`${'a=1&'.repeat(1000)}eventType=gather`), undefined);
});

test('JSON with more values than an event may have stays a string', () => {
  for (const json of [`[${'1,'.repeat(20_000)}1]`, `{"a":[${'{},'.repeat(20_000)}1]}`])
    assert.equal(fieldsIn('initiate', `diversion=${json}`), { diversion: json });
  assert.is(fieldsIn('tomorrow', `${'&'.repeat(5000)}a=1`)?.a, '1', 'empty parameters do not count');
});

test('a name with millions of segments is literal', () => {
  const name = `a${'.b'.repeat(4_000_000)}`;
  assert.is(fieldsIn('tomorrow', `${name}=1`)?.[name], '1');
});

test('parses long queries in linear time', () => {
  const long = 300_000;
  for (const part of ['a.', 'a[', '[', ']', 'a[]', 'a[b]', '%', '=+1', '&', 'a&', 'a[0]=1&', ' ', '{"a":', '['])
    for (const before of ['', 'mediaStream=', 'mediaStream.tracks=', 'mediaStream.'])
      assert.type(queryEvent(`eventType=mediaStreamStarted&${before}${part.repeat(long)}`), 'object');
});

/** Returns the size of a value, visiting everything in it. */
function measured(value: unknown): { depth: number; size: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, size: 1 };
  assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)));
  assert.not(Object.hasOwn(value, '__proto__'));
  if (Array.isArray(value)) assert.is(Object.keys(value).length, value.length, 'a hole');
  const parts = Object.values(value).map(measured);
  return {
    depth: 1 + Math.max(0, ...parts.map(({ depth }) => depth)),
    size: parts.reduce((sum, { size }) => sum + size, 1),
  };
}

test('returns a small safe object or undefined for any query, and never throws', () => {
  const types = definitions.map(({ name, by }) => `${by}=${name}&`);
  const pieces = ['a', 'mediaStream', 'tracks', 'diversion', 'transcription', 'channels', '__proto__', 'constructor'];
  const marks = ['.', '[', ']', '[]', '[0]', '[999999999]', '=', '&', '+', '%E0%A4%A', '{"a":', '["b"]', '}', 'null'];
  const piece = fc.oneof(
    fc.constantFrom(...pieces, 'prototype', ...marks),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const anyQuery = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
  );
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  fc.assert(
    fc.property(fc.constantFrom('', 'eventType=?&', ...types), anyQuery, (type, rest) => {
      const event = queryEvent(type + rest);
      assert.is(Object.getOwnPropertyNames(Object.prototype).join(), before);
      if (type !== '') assert.ok(event);
      if (event === undefined) return;
      const { depth, size } = measured(event);
      assert.ok(depth <= 11 && size <= 3 + 2 * (type + rest).length, `${depth} deep, ${size} values`);
      try {
        parseEvent(event);
      } catch (error) {
        assert.instance(error, EventError);
      }
    }),
    { numRuns: 3000 },
  );
});

test.run();
