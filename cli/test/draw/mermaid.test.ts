import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawMermaid } from '../../src/draw/mermaid.js';
import { MapBuilder } from './build-map.js';
import { hostileMap, largeMap, phoneMenuMap, smallMap } from './sample-maps.js';

const test = suite('bxml map: Mermaid');

/** The lines of flowcharts that are written. Labels are quoted, and special characters in them are entities. */
const TEXT = String.raw`(?:[^"#&%{}[\]|\x60\\:;@^~$_*<>\p{C}]|<br\/>|#\d+;|\u200d)*`;
const LINES: readonly RegExp[] = [
  /^flowchart (?:TD|LR)$/u,
  /^%% [\w ,.]+$/u,
  new RegExp(String.raw`^ {2}(?:s\d+|n\d+|leftOut)(?:\["${TEXT}"\]|\(\["${TEXT}"\]\))$`, 'u'),
  new RegExp(String.raw`^ {2}[sn]\d+ (?:-->|-\.->)(?:\|"${TEXT}"\|)? [sn]\d+$`, 'u'),
  /^ {2}linkStyle \d+ stroke:#[0-9a-f]{6}$/u,
  /^ {2}classDef [a-z]+ (?:[a-z-]+:(?:#[0-9a-f]{6}|none|\d+(?:px)?),?)+$/u,
  /^ {2}class (?:[sn]\d+,?)+ [a-z]+$/u,
];

/** Checks each line, and that edges and classes name nodes that exist. */
function assertFlowchart(text: string): void {
  const lines = text.trimEnd().split('\n');
  for (const line of lines)
    assert.ok(
      LINES.some((pattern) => pattern.test(line)),
      line,
    );
  const nodes = new Set(lines.flatMap((line) => /^ {2}([sn]\d+)[[(]/.exec(line)?.[1] ?? []));
  for (const line of lines) {
    const [, from, to] = /^ {2}([sn]\d+) -.* ([sn]\d+)$/.exec(line) ?? [];
    for (const name of [from, to]) assert.ok(name === undefined || nodes.has(name), line);
  }
}

for (const [name, map] of Object.entries({ smallMap, phoneMenuMap, largeMap, hostileMap })) {
  test(`${name}: every line is one that Mermaid accepts`, () => {
    const text = drawMermaid(map());
    assertFlowchart(text);
    assert.is(text, drawMermaid(map()));
    assert.ok(text.length <= 50_000);
  });
}

test('shows prompts, keys and ends', () => {
  const text = drawMermaid(smallMap());
  assert.match(text, 's1["1 Gather /menu<br/>“Welcome to Blue Harbor Dental.”<br/>');
  assert.match(text, 's1 -->|"wrong key · no input"| s2');
  assert.match(text, '♪ hold music.mp3');
  assert.match(text, /class n\d+,n\d+,n\d+ ending/);
});

test('a label does not begin with what Markdown reads as a list', () => {
  const map = new MapBuilder().state('a').state('b').edge('a', 'b', '*').edge('b', 'a', '1. one').edge('b', 'b', '- x');
  const text = drawMermaid(map.build());
  assert.match(text, '|"#42;"|');
  assert.match(text, '|"1#46; one"|');
  assert.match(text, '|"#45; x"|');
});

test('problems are a class', () => {
  const problems = [{ severity: 'error', code: 'dead-url', message: 'It responded 404.' }] as const;
  const text = drawMermaid(new MapBuilder().state('a', { problems }).build());
  assert.match(text, '✖ It responded 404.');
  assert.match(text, 'class s1 problem');
});

test('prompts are cut if GitHub would refuse the diagram', () => {
  const builder = new MapBuilder();
  for (let i = 0; i < 300; i++) builder.state(`s${i}`, { heard: ['word '.repeat(60)] });
  for (let i = 1; i < 300; i++) for (const key of ['1', '2']) builder.edge(`s${i - 1}`, `s${i}`, key);
  const text = drawMermaid(builder.build());
  assert.ok(text.length <= 50_000, String(text.length));
  assertFlowchart(text);
});

test('says so if there are more edges than GitHub draws', () => {
  const builder = new MapBuilder().state('hub');
  for (let i = 0; i < 510; i++) builder.state(`leaf${i}`).edge('hub', `leaf${i}`, String(i));
  assert.match(drawMermaid(builder.build()), '%% GitHub draws at most 500 edges, and this map has 510.');
});

test.run();
