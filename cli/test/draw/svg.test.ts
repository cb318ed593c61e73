import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadMetrics } from '../../src/draw/font/metrics.js';
import type { PictureOptions } from '../../src/draw/picture/picture.js';
import { drawSvg } from '../../src/draw/picture/picture.js';
import type { CallMap } from '../../src/map/call-map.js';
import { MapBuilder } from './build-map.js';
import { overlap, readSvg } from './read-svg.js';
import { hostileMap, hostileTexts, largeMap, phoneMenuMap, smallMap } from './sample-maps.js';

const test = suite('bxml map: SVG');

const samples: readonly (readonly [name: string, map: () => CallMap, options: PictureOptions])[] = [
  ['small', smallMap, {}],
  ['phone menu', phoneMenuMap, {}],
  ['phone menu, down', phoneMenuMap, { direction: 'down', theme: 'dark' }],
  ['large', largeMap, { direction: 'right', theme: 'light' }],
  ['hostile', hostileMap, {}],
  ['empty', () => new MapBuilder().build(), {}],
  ['one state', () => new MapBuilder().state('only').edge('only', 'only', '1').build(), {}],
];

const metrics = loadMetrics();

for (const [name, map, options] of samples) {
  test(`${name}: well-formed, no box overlaps another, and all text is inside its box and the canvas`, async () => {
    const { width, height, boxes, texts } = readSvg(await drawSvg(map(), options));
    for (const [i, box] of boxes.entries()) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, box.title);
      for (const other of boxes.slice(i + 1)) assert.not(overlap(box, other), `${box.title} and ${other.title}`);
    }
    for (const { text, x, y, size, weight, anchor, box } of texts) {
      const length = metrics.widthOf(text, size, weight);
      const left = anchor === 'end' ? x - length : anchor === 'middle' ? x - length / 2 : x;
      const around = box ?? { x: 0, y: 0, width, height };
      assert.ok(left >= around.x - 0.1 && left + length <= around.x + around.width + 0.1, `${text} is too wide`);
      assert.ok(y - size * 0.8 >= around.y && y <= around.y + around.height, `${text} is too high or too low`);
    }
  });
}

test('every state, choice, prompt and problem is shown', async () => {
  const map = phoneMenuMap();
  const { texts, boxes } = readSvg(await drawSvg(map));
  const words = texts.map(({ text }) => text).join(' ');
  for (const part of [
    'jingle.wav',
    '“Welcome to Blue Harbor, the house',
    'responded 404',
    'waits for a recording',
    'examples/phone-menu',
  ]) {
    assert.ok(words.includes(part), part);
  }
  assert.ok(words.includes('37 states · 151 choices · 1 problem'));
  for (const { id, kind } of map.states) {
    if (kind !== 'end') assert.is(boxes.filter(({ title }) => title.startsWith(`${id}: `)).length, 1, id);
  }
});

test('ends are drawn at each state that leads to them, and hang-ups inside the state', async () => {
  const map = new MapBuilder()
    .state('a')
    .state('b')
    .state('bye', { kind: 'end', title: 'hangs up', heard: ['Bye.'] })
    .state('over', { kind: 'end', title: 'call is over' })
    .edge('a', 'b', '1')
    .edge('a', 'bye', '2')
    .edge('b', 'bye', '1')
    .edge('a', 'over', 'hangs up')
    .edge('b', 'over', 'hangs up')
    .build();
  const { boxes, texts } = readSvg(await drawSvg(map));
  assert.is(boxes.filter(({ title }) => title.startsWith('s3: ')).length, 2);
  assert.is(boxes.filter(({ title }) => title.startsWith('s4: ')).length, 0);
  assert.is(texts.filter(({ text }) => text === 'hangs up – call is over').length, 0);
  assert.ok(texts.some(({ text }) => text === '4 states · 5 choices · at every state: hangs up – call is over'));
});

test('a hang-up is in the box of its state although another choice leads to the same end', async () => {
  const over = { kind: 'end', title: 'hangs up' } as const;
  const edges = new MapBuilder()
    .state('a')
    .state('over', over)
    .edge('a', 'a', '1')
    .edge('a', 'over', 'no input', 'hangs up');
  const { boxes, texts } = readSvg(await drawSvg(edges.build()));
  assert.is(boxes.length, 2);
  assert.ok(texts.some(({ text }) => text === 'hangs up'));
  assert.ok(texts.some(({ text }) => text === 'no input'));
  const only = new MapBuilder().state('a').state('over', over).edge('a', 'over', 'hangs up');
  assert.is(readSvg(await drawSvg(only.build())).boxes.length, 2);
});

test('an end with a problem keeps its box, although only a hang-up leads to it', async () => {
  const problems = [{ severity: 'error', code: 'x', message: 'The handler failed.' }] as const;
  const map = new MapBuilder()
    .state('a')
    .state('over', { kind: 'end', title: 'call is over', problems })
    .edge('a', 'a', '1')
    .edge('a', 'over', 'hangs up')
    .build();
  const { boxes, classes } = readSvg(await drawSvg(map));
  assert.is(boxes.length, 2);
  assert.ok(classes.has('s-error') && classes.has('f-errorFill'));
});

test('choices that lead where those of an earlier state lead are one jump', async () => {
  const builder = new MapBuilder().state('menu').state('sorry').state('one').state('two').state('three');
  for (const from of ['menu', 'sorry']) builder.edge(from, 'one', '1').edge(from, 'two', '2').edge(from, 'three', '3');
  const { boxes, texts } = readSvg(await drawSvg(builder.edge('menu', 'sorry', 'wrong key').build()));
  assert.is(boxes.length, 6);
  assert.ok(texts.some(({ text }) => text.startsWith('as at 1')));
});

test('many ways back to a state are jumps with links', async () => {
  const builder = new MapBuilder().state('menu');
  for (const name of ['a', 'b', 'c']) builder.state(name).edge('menu', name, '1').edge(name, 'menu', '*');
  const svg = await drawSvg(builder.build());
  assert.is(svg.match(/<a href="#s1"/g)?.length, 3);
  assert.match(svg, /<g id="s1"/);
});

test('of many ways to a state, the first is a line and the others are jumps', async () => {
  const builder = new MapBuilder().state('first').state('hub');
  for (const name of ['b', 'c', 'd', 'e']) builder.state(name).edge('first', name, name).edge(name, 'hub', '1');
  const svg = await drawSvg(builder.edge('first', 'hub', '1').edge('hub', 'hub', '1').build());
  assert.is(svg.match(/<a href="#s2"/g)?.length, 4);
});

test('a map in which everything leads everywhere is drawn, with one line to each state', async () => {
  const builder = new MapBuilder();
  for (let i = 0; i < 200; i++) builder.state(`n${i}`);
  for (let i = 1; i < 200; i++) builder.edge(`n${(i * 7) % i}`, `n${i}`, 'a');
  for (let i = 0; i < 600; i++)
    builder.edge(`n${i % 200}`, `n${(i * 37 + Math.floor(i / 200) * 11 + 5) % 200}`, String(i));
  const svg = await drawSvg(builder.build());
  assert.ok((svg.match(/<a href/g)?.length ?? 0) > 300);
});

test('the same map gives the same bytes', async () => {
  const [first, second] = [await drawSvg(phoneMenuMap()), await drawSvg(phoneMenuMap())];
  assert.is(createHash('sha256').update(first).digest('hex'), createHash('sha256').update(second).digest('hex'));
});

test('the theme auto follows the system, light and dark do not', async () => {
  const auto = await drawSvg(smallMap());
  assert.match(auto, /@media \(prefers-color-scheme:dark\)/);
  for (const theme of ['light', 'dark'] as const) assert.not.match(await drawSvg(smallMap(), { theme }), /@media/);
  assert.not.equal(await drawSvg(smallMap(), { theme: 'light' }), await drawSvg(smallMap(), { theme: 'dark' }));
});

test('hostile text makes no element, attribute or link', async () => {
  const svg = await drawSvg(hostileMap());
  assert.not.match(svg, /<script|<!--|javascript:(?=.*href)/);
  assert.not.match(svg, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2066\uffff]/);
  const { texts } = readSvg(svg);
  assert.ok(texts.some(({ text }) => text.includes('bell [U+0007] escape')));
  assert.ok(texts.some(({ text }) => text.includes('<script>alert("1")</script>')));
  assert.ok(hostileTexts.length > 0);
});

test('ids of a map from a file cannot leave their attribute', async () => {
  const { states, edges, ...rest } = smallMap();
  const id = 's1" onload="alert(1)';
  const renamed = (each: string): string => (each === 's1' ? id : each);
  const svg = await drawSvg({
    ...rest,
    states: states.map((state) => ({ ...state, id: renamed(state.id) })),
    edges: edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) })),
  });
  assert.not.match(svg, /<[^>]*\sonload=/);
  assert.ok(readSvg(svg).boxes.length > 0);
});

test('letters of other scripts are kept for the fonts of the reader', async () => {
  const svg = await drawSvg(new MapBuilder().state('a', { heard: ['再见 👋🏽 שלום'] }).build());
  assert.ok(readSvg(svg).texts.some(({ text }) => text === '“再见 👋🏽 שלום”'));
});

test.run();
