import type { VisitAction } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Coverage, coverageOf } from '../../src/coverage/coverage.js';
import { coverageToJson, coverageToText } from '../../src/coverage/coverage-text.js';
import type { VisitRecord } from '../../src/coverage/visit-record.js';
import { drawSvg } from '../../src/draw/picture/picture.js';
import type { CallMap } from '../../src/map/call-map.js';
import { MapBuilder } from '../draw/build-map.js';
import { readSvg } from '../draw/read-svg.js';

const test = suite('bxml map --coverage: what is counted');

/** A menu with keys, a number, words, a transfer and a recording. */
const map = (): CallMap =>
  new MapBuilder()
    .state('menu', { title: 'Gather /menu' })
    .state('number', { title: 'Gather /number' })
    .state('rings', { kind: 'ringing', title: 'rings +15551230077' })
    .state('talks', { kind: 'connected', title: 'connected with +15551230077' })
    .state('bye', { kind: 'end', title: 'hangs up', heard: ['Goodbye.'] })
    .state('over', { kind: 'end', title: 'hangs up' })
    .edge('menu', 'number', '1', 'says number')
    .edge('menu', 'rings', '2', 'says anything else')
    .edge('menu', 'menu', 'wrong key')
    .edge('menu', 'bye', 'no input')
    .edge('menu', 'over', 'hangs up')
    .edge('number', 'bye', 'no input')
    .edge('rings', 'talks', 'answers')
    .edge('rings', 'bye', 'busy', 'no answer')
    .edge('talks', 'over', 'hangs up')
    .build();

/** The number of branches that count: all except the two hang-ups. */
const TOTAL = 7;

/** A visit of the caller. */
const at = (signature: string, action: VisitAction, call = 'c-1', leg = 'caller'): VisitRecord => ({
  kind: 'choice',
  call,
  leg,
  signature,
  action,
});
const over = (call = 'c-1'): VisitRecord => ({ kind: 'over', call, leg: 'caller' });
const keys = (pressed: string): VisitAction => ({ kind: 'keys', keys: pressed });
const phone = (outcome: string): VisitAction => ({ kind: 'phone', outcome });

/** The labels that were visited, with their states. */
const visited = ({ branches }: Coverage): string[] =>
  branches
    .flatMap(({ choices }) => choices)
    .filter(({ isVisited }) => isVisited)
    .map(({ from, label }) => `${from.signature} ${label}`);

const cases: readonly (readonly [name: string, records: readonly VisitRecord[], visited: readonly string[]])[] = [
  ['nothing', [], []],
  ['a key', [at('menu', keys('1'))], ['menu 1']],
  ['a key that no prompt names', [at('menu', keys('7'))], ['menu wrong key']],
  ['words', [at('menu', { kind: 'speech', words: 'Number!' })], ['menu says number']],
  ['other words', [at('menu', { kind: 'speech', words: 'what?' })], ['menu says anything else']],
  ['silence', [at('menu', { kind: 'silence' })], ['menu no input']],
  ['a hang-up, which is not counted', [at('menu', { kind: 'hang-up' }), over()], []],
  ['a document that the application sent', [at('menu', { kind: 'goes-on' })], []],
  [
    'a call with a transfer',
    [at('menu', keys('2')), at('rings', phone('busy'), 'c-1', '+15551230077'), over()],
    ['menu 2', 'rings busy'],
  ],
  [
    'two calls with the same id, one after the other',
    [at('menu', keys('2')), over(), at('menu', keys('1')), over()],
    ['menu 1', 'menu 2'],
  ],
  [
    'a document whose words differ from call to call, by its place',
    [at('menu', keys('1')), at('other-words', { kind: 'silence' })],
    ['menu 1', 'number no input'],
  ],
];

for (const [name, records, expected] of cases) {
  test(`counts ${name}`, () => {
    const coverage = coverageOf(map(), [records]);
    assert.equal(visited(coverage), expected);
    assert.is(coverage.branches.length, TOTAL);
    assert.is(coverage.percentage, Math.floor((100 * expected.length) / TOTAL));
  });
}

test('joins the visits of several processes', () => {
  const coverage = coverageOf(map(), [[at('menu', keys('1'))], [at('menu', { kind: 'silence' })]]);
  assert.equal(visited(coverage), ['menu 1', 'menu no input']);
});

test('a visit that is not on the map counts as unknown, and changes nothing', () => {
  const coverage = coverageOf(map(), [[at('elsewhere', keys('1'))]]);
  assert.equal([coverage.unknown, coverage.visits, coverage.percentage], [1, 1, 0]);
  assert.match(
    coverageToText(coverage, (_, text) => text),
    '1 of 1 visits were at states that are not on the map.',
  );
});

test('of states that look the same, takes the one that the call came to', () => {
  const rounds = new MapBuilder()
    .state('first', { signature: 'abcdefghijkl' })
    .state('second', { signature: 'abcdefghijkl-2' })
    .state('bye', { kind: 'end', heard: ['Bye.'] })
    .edge('first', 'second', 'no input')
    .edge('second', 'bye', 'no input')
    .build();
  const silence = at('abcdefghijkl', { kind: 'silence' });
  const labels = (records: readonly VisitRecord[]) =>
    coverageOf(rounds, [records]).branches.map(({ isVisited }) => isVisited);
  assert.equal(labels([silence]), [true, false]);
  assert.equal(labels([silence, silence]), [true, true]);
});

test('of outcomes that look the same, takes the one that leads to the next visit', () => {
  const machine = new MapBuilder()
    .state('start', { kind: 'start' })
    .state('human')
    .state('machine')
    .edge('start', 'human', 'a human answers')
    .edge('start', 'machine', 'a machine answers')
    .build();
  const coverage = coverageOf(machine, [[at('start', phone('answers')), at('machine', { kind: 'silence' })]]);
  assert.equal(visited(coverage), ['start a machine answers']);
});

test('numbers are recognized by their length and the key that ends them', () => {
  const press = (keys: string) => ({ kind: 'press', keys }) as const;
  const { states } = new MapBuilder().state('account').state('known').build();
  const edge = {
    from: 's1',
    to: 's2',
    labels: ['4 digits', 'digits, #', 'too few digits'],
    actions: [press('1234'), press('123#'), press('1')],
  };
  const numbers: CallMap = { version: 1, application: 'x', states, edges: [edge], leftOut: [] };
  const labelOf = (pressed: string) => visited(coverageOf(numbers, [[at('account', keys(pressed))]]));
  assert.equal(labelOf('4711'), ['account 4 digits']);
  assert.equal(labelOf('99#'), ['account digits, #']);
  assert.equal(labelOf('9'), ['account too few digits']);
});

test('a map without choices is covered', () => {
  assert.is(coverageOf(new MapBuilder().state('only').build(), []).percentage, 100);
});

test('lists branches that no test has walked with the shortest path', () => {
  const text = coverageToText(
    coverageOf(map(), [[at('menu', keys('2')), at('rings', phone('busy'))]]),
    (_, each) => each,
  );
  assert.match(text, /^28 % of branches tested: 2 of 7; 3 of 6 states\n/);
  assert.match(
    text,
    '  answers at s3 rings +15551230077 → s4 connected with +15551230077\n      press 2, then +15551230077 answers\n',
  );
  assert.match(text, '  1 · says number at s1');
  assert.not.match(text, 'busy');
});

test('says so if no test held a call', () => {
  assert.match(
    coverageToText(coverageOf(map(), []), (_, text) => text),
    'No test held a simulated call',
  );
});

test('JSON has the numbers and the branches that no test has walked', () => {
  const json = JSON.parse(coverageToJson(coverageOf(map(), [[at('menu', keys('2'))]])));
  assert.equal([json.percentage, json.branches, json.states], [14, { total: 7, visited: 1 }, { total: 6, visited: 2 }]);
  assert.equal(json.notVisited[0], {
    from: 's1',
    to: 's2',
    labels: ['1', 'says number'],
    path: [{ kind: 'press', keys: '1' }],
  });
});

test('paints what was walked, and what was not, dashed', async () => {
  const { paint, ...coverage } = coverageOf(map(), [[at('menu', keys('2'))]]);
  const svg = await drawSvg(map(), { paint });
  const { texts, classes } = readSvg(svg);
  assert.ok(
    texts.some(({ text }) => text === paint.summary),
    paint.summary,
  );
  assert.ok(classes.has('s-visited') && classes.has('s-quietLine') && /stroke-dasharray/.test(svg));
  assert.is(coverage.visitedStates.size, 2);
});

test.run();
