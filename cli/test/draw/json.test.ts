import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mapFromJson, mapToJson } from '../../src/draw/json.js';
import { CommandError } from '../../src/terminal/command-error.js';
import { hostileMap, largeMap, phoneMenuMap, smallMap } from './sample-maps.js';

const test = suite('bxml map: JSON');

for (const [name, map] of Object.entries({ smallMap, phoneMenuMap, largeMap, hostileMap })) {
  test(`${name}: reading it back gives the same map`, () => {
    assert.equal(mapFromJson(mapToJson(map()), 'map.json'), JSON.parse(JSON.stringify(map())));
  });
}

test('the bytes do not depend on the order of keys', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, reversed(each)]),
    );
  };
  const map = smallMap();
  const other = mapFromJson(JSON.stringify(reversed(map)), 'map.json');
  assert.is(mapToJson(other), mapToJson(map));
  assert.ok(mapToJson(map).endsWith('}\n'));
});

test('refuses what is not a map, with the reason', () => {
  const [state] = smallMap().states;
  const cases: readonly (readonly [text: string, message: string])[] = [
    ['<Response/>', 'old.json is not JSON, so it is not a map.'],
    ['[]', 'old.json is not a map of bxml: it is not an object.'],
    ['{}', 'old.json is not a map of bxml: its version is missing, and this command reads version 1.'],
    ['{"version":2}', 'old.json is not a map of bxml: its version is 2, and this command reads version 1.'],
    ['{"version":1}', 'old.json is not a map of bxml: application is missing.'],
    [JSON.stringify({ ...smallMap(), states: {} }), 'old.json is not a map of bxml: states has an invalid value.'],
    [
      JSON.stringify({ ...smallMap(), states: [state, { ...state, heard: [1] }] }),
      'old.json is not a map of bxml: states[1]: heard has an invalid value.',
    ],
    [
      JSON.stringify({ ...smallMap(), edges: [{ from: 's1', to: 's2', labels: ['1'] }] }),
      'old.json is not a map of bxml: edges[0]: actions is missing.',
    ],
  ];
  for (const [text, message] of cases) {
    assert.throws(
      () => mapFromJson(text, 'old.json'),
      (error: unknown) =>
        error instanceof CommandError && error.message === message && / -o old\.json$/.test(error.hint ?? ''),
      message,
    );
  }
});

test.run();
