import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { diffToJson } from '../../src/diff/diff-json.js';
import { diffMaps, diffSummary, type MapDiff } from '../../src/diff/diff-maps.js';
import { diffToMarkdown } from '../../src/diff/diff-markdown.js';
import { diffToText, type Style } from '../../src/diff/diff-text.js';
import { wordDiff } from '../../src/diff/word-diff.js';
import { mapToJson } from '../../src/draw/json.js';
import { drawMermaid } from '../../src/draw/mermaid.js';
import { drawSvg } from '../../src/draw/picture/picture.js';
import type { CallMap, MapProblem } from '../../src/map/call-map.js';
import { MapBuilder } from '../draw/build-map.js';
import { readSvg } from '../draw/read-svg.js';
import { hostileMap, largeMap, phoneMenuMap, smallMap } from '../draw/sample-maps.js';

const test = suite('bxml map --diff');

const plain: Style = (_, text) => text;

/** The changes as `added state title`, `changed choice label`. */
function listOf({ states, choices }: MapDiff): string[] {
  return [
    ...states.map(({ change, state }) => `${change} state ${state.title}`),
    ...choices.map(({ change, from, label, to }) => `${change} choice ${label}: ${from.title} → ${to.title}`),
  ];
}

/** A menu whose parts tests vary. Signatures depend on the content, as those of `bxml map` do. */
function menu(
  parts: {
    welcome?: string;
    sales?: string;
    keys?: Readonly<Record<string, string>>;
    extra?: boolean;
    problems?: readonly MapProblem[];
  } = {},
): CallMap {
  const {
    welcome = 'Welcome to Blue Harbor. For sales, press 1.',
    sales = 'You have reached sales.',
    keys = { sales: '1', bye: '9' },
  } = parts;
  const builder = new MapBuilder()
    .state('start', { title: 'Gather /menu', heard: [welcome], signature: welcome })
    .state('sales', { title: 'Gather /sales', heard: [sales], signature: sales, problems: parts.problems ?? [] })
    .state('bye', { kind: 'end', title: 'hangs up', heard: ['Goodbye.'] });
  if (parts.extra)
    builder.state('hours', { title: 'Gather /hours', heard: ['We are open from 9 to 5.'] }).edge('start', 'hours', '3');
  for (const [target, key] of Object.entries(keys)) builder.edge('start', target, key);
  return builder.edge('sales', 'bye', 'no input').build();
}

test('a map does not differ from itself', () => {
  for (const map of [smallMap(), phoneMenuMap(), largeMap(), hostileMap(), new MapBuilder().build()]) {
    const diff = diffMaps(map, map);
    assert.equal(listOf(diff), []);
    assert.is(diffSummary(diff), 'No changes');
    assert.is(mapToJson(diff.map).length > 0, true);
    assert.is(diff.paint.states.size, 0);
  }
});

test('a reworded prompt is a change, at the start and at the place that a key leads to', () => {
  assert.equal(listOf(diffMaps(menu(), menu({ welcome: 'Hello from Blue Harbor. For sales, press 1.' }))), [
    'changed state Gather /menu',
  ]);
  assert.equal(listOf(diffMaps(menu(), menu({ sales: 'This is the sales team.' }))), ['changed state Gather /sales']);
  const both = diffMaps(menu(), menu({ welcome: 'Hi.', sales: 'This is the sales team.' }));
  assert.equal(listOf(both), ['changed state Gather /menu', 'changed state Gather /sales']);
});

test('a new state and its key are added, and gone when compared the other way', () => {
  assert.equal(listOf(diffMaps(menu(), menu({ extra: true }))), [
    'added state Gather /hours',
    'added choice 3: Gather /menu → Gather /hours',
  ]);
  assert.equal(listOf(diffMaps(menu({ extra: true }), menu())), [
    'removed state Gather /hours',
    'removed choice 3: Gather /menu → Gather /hours',
  ]);
});

test('a key that leads to another state is a changed choice, not a changed state', () => {
  const diff = diffMaps(menu(), menu({ keys: { sales: '9', bye: '1' } }));
  assert.equal(listOf(diff), [
    'changed choice 9: Gather /menu → Gather /sales',
    'changed choice 1: Gather /menu → hangs up',
  ]);
  assert.equal(
    diff.choices.map(({ before }) => before?.title),
    ['hangs up', 'Gather /sales'],
  );
});

test('another state in the place of one is not its change', () => {
  const build = (title: string, prompt: string): CallMap =>
    new MapBuilder()
      .state('start')
      .state(title, { title, heard: [prompt], signature: prompt })
      .edge('start', title, '1')
      .build();
  const diff = diffMaps(
    build('Gather /pay', 'Enter the number of your card.'),
    build('Record /voicemail', 'Leave a message after the tone.'),
  );
  assert.equal(listOf(diff), [
    'added state Record /voicemail',
    'removed state Gather /pay',
    'changed choice 1: start → Record /voicemail',
  ]);
});

test('a state that moved behind another key is the same state', () => {
  const diff = diffMaps(menu(), menu({ keys: { sales: '4', bye: '9' } }));
  assert.equal(listOf(diff), [
    'added choice 4: Gather /menu → Gather /sales',
    'removed choice 1: Gather /menu → Gather /sales',
  ]);
});

test('a reworded state that also moved is found by its likeness', () => {
  const diff = diffMaps(
    menu({ sales: 'You have reached sales.' }),
    menu({ sales: 'You have reached the sales.', keys: { sales: '4', bye: '9' } }),
  );
  assert.equal(listOf(diff)[0], 'changed state Gather /sales');
});

test('new and fixed problems are changes', () => {
  const problems = [{ severity: 'error', code: 'call.dead-url', message: 'It responded 404.' }] as const;
  const diff = diffMaps(menu(), menu({ problems }));
  assert.equal(
    diff.states.map(({ fields }) => fields),
    [['problems']],
  );
  assert.match(diffToText(diff, plain), 'new problem call.dead-url: It responded 404.');
  assert.match(diffToText(diffMaps(menu({ problems }), menu()), plain), 'fixed call.dead-url: It responded 404.');
});

test('words are compared', () => {
  const cases: readonly (readonly [before: string, after: string, changes: string])[] = [
    ['a b c', 'a b c', 'a b c'],
    ['a b c', 'a x c', 'a [-b -]{+x +}c'],
    ['', 'new', '{+new+}'],
    ['old', '', '[-old-]'],
    ['press 1 for sales', 'press 1 for sales or stay', 'press 1 for sales {+or stay+}'],
    ['one two three four', 'two three five four', '[-one -]two three {+five +}four'],
  ];
  for (const [before, after, changes] of cases) {
    const text = wordDiff(before, after).map((each) =>
      each.change === 'added' ? `{+${each.text}+}` : each.change ? `[-${each.text}-]` : each.text,
    );
    assert.is(text.join(''), changes);
  }
  const long = wordDiff('a '.repeat(5000), 'b '.repeat(5000));
  assert.equal(
    long.map(({ change }) => change),
    ['removed', 'added'],
  );
});

test('lists changes for terminals', () => {
  const text = diffToText(
    diffMaps(menu(), menu({ welcome: 'Welcome to Red Harbor. For sales, press 1.', extra: true })),
    plain,
  );
  assert.is(
    text,
    `1 state added, 1 changed; 1 choice added

~ s1 Gather /menu
    after the start of the call
    “Welcome to [-Blue-] {+Red+} Harbor. For sales, press 1.”

+ s4 Gather /hours
    after press 3
    “We are open from 9 to 5.”

  at s1 Gather /menu
    + 3 → s4 Gather /hours
`,
  );
});

test('writes Markdown with a diagram', () => {
  const markdown = diffToMarkdown(
    diffMaps(menu({ extra: true }), menu({ welcome: 'Welcome to Red Harbor. For sales, press 1.' })),
  );
  assert.match(markdown, 'Welcome to ~~Blue~~ **Red** Harbor. For sales, press 1.');
  assert.match(markdown, '- **Removed** old\\-s4 Gather /hours');
  assert.match(markdown, '```mermaid\nflowchart TD');
  assert.match(markdown, 'linkStyle');
});

test('Markdown and lists of hostile text have no markup and no control characters', () => {
  const diff = diffMaps(new MapBuilder().build(), hostileMap());
  const markdown = diffToMarkdown(diff);
  const [list = ''] = markdown.split('<details>');
  assert.not.match(list, /(?<!\\)[<>]|[^\n\x20-\uffff]|(?<!\\)`/);
  assert.is(markdown.match(/```/g)?.length, 2);
  assert.not.match(diffToText(diff, plain), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('JSON is stable and says what was before', () => {
  const diff = diffMaps(menu(), menu({ sales: 'This is the sales team.' }));
  const { states } = JSON.parse(diffToJson(diff)) as {
    states: { id: string; change: string; before: { heard: object[] }; fields: string[] }[];
  };
  assert.equal(
    states.map(({ id, change, fields }) => [id, change, fields]),
    [['s2', 'changed', ['heard']]],
  );
  assert.equal(states[0]?.before.heard, [{ kind: 'speech', text: 'You have reached sales.' }]);
  assert.is(diffToJson(diff), diffToJson(diffMaps(menu(), menu({ sales: 'This is the sales team.' }))));
});

test('the picture shows added, removed and changed states, and the words that changed', async () => {
  const diff = diffMaps(menu({ extra: true }), menu({ welcome: 'Welcome to Red Harbor. For sales, press 1.' }));
  const { boxes, texts, classes } = readSvg(await drawSvg(diff.map, { paint: diff.paint }));
  assert.ok(boxes.some(({ title }) => title.startsWith('old-s4: ')));
  for (const name of ['f-removedFill', 's-removed', 'f-changedFill', 'f-added', 'x'])
    assert.ok(classes.has(name), name);
  assert.ok(texts.some(({ text }) => text === '1 state removed, 1 changed; 1 choice removed'));
  assert.ok(texts.some(({ text }) => text.startsWith('“Welcome to Blue Red Harbor.')));
  assert.ok(texts.some(({ text }) => text === '3 states · 3 choices'));
  assert.match(drawMermaid(diff.map, { paint: diff.paint }), /class n\d+ removed/);
});

test.run();
