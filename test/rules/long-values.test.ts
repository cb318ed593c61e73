// Very long values that almost match a pattern. A check with quadratic time hangs for minutes on most of them, and all
// others take milliseconds, so the time limit is far from both.
import { Gather, Response, render, SpeakSentence, ssml, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatProblem } from '../../src/problems/problem.js';
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { processorTimeOf } from '../processor-time.js';
import { definitions } from './built-in-verbs.js';
import { samples } from './samples.js';

const test = suite('long values');

const MOST_MILLISECONDS = 1500;
/** For documents with thousands of problems or attributes. */
const MOST_FOR_MANY = 6000;

const beginnings = ['', 'https://', 'wss://h', '//', 'sip:', '+', 'u:p@', 'http://u:', 'password="', '&#', '1', 'x:'];
const middles = ['a', '1', ' ', '.', '/', ':', '@', ',', ';', '=', '-', '&', '"', '1.', '/a', 'a@', ';=', '\u{1f600}'];
const ends = [' ', '!', '', '@', 's', '\n', '%'];

/** Returns strings of a start, a repeated middle and an end. */
function longValues(length: number, perMiddle: number): string[] {
  return middles.flatMap((middle, column) =>
    Array.from({ length: perMiddle }, (_, row) => {
      const beginning = beginnings[(column * 5 + row * 4) % beginnings.length] ?? '';
      return beginning + middle.repeat(length / middle.length) + (ends[(column + row) % ends.length] ?? '');
    }),
  );
}

/** Likely starts of attribute values, followed by invalid characters. */
const almost = (length: number): string[] =>
  ['https://', 'wss://', 'sip:', '+', ''].flatMap((beginning) =>
    ['a', '1', ' '].map((middle) => `${beginning}${middle.repeat(length)} `),
  );

/** Fails if the function takes as long as only a hang does. */
function endsSoon(what: string, act: () => unknown, most = MOST_MILLISECONDS): void {
  const took = processorTimeOf(() => {
    try {
      act();
    } catch {
      // A rejected value has been checked too.
    }
  });
  assert.ok(took < most, `${what} took ${Math.round(took)} ms of the processor`);
}

const named = (value: string): string => JSON.stringify(`${value.slice(0, 20)}…${value.slice(-3)}`);

for (const [name, sample] of Object.entries(samples)) {
  const attributes = Object.keys(definitions.get(name)?.attributes ?? {});
  const values = [...longValues(50_000, 1), ...almost(50_000)];

  test(`attributes of <${name}>`, () => {
    for (const value of attributes.length === 0 ? [] : values) {
      const all = Object.fromEntries(attributes.map((attribute) => [attribute, value]));
      endsSoon(`<${name}> with ${named(value)}`, () => validate(sample(all)).map(formatProblem));
    }
  });

  test(`text of <${name}>`, () => {
    for (const value of [...longValues(50_000, 1), ...almost(50_000)]) {
      endsSoon(`<${name}> around ${named(value)}`, () => validate(sample({ children: value })).map(formatProblem));
    }
  });
}

for (const [name, { attributes }] of ssmlVocabulary()) {
  test(`attributes and text of <${name}>`, () => {
    for (const value of [...longValues(50_000, 1), ...almost(50_000)]) {
      const all = Object.fromEntries(Object.keys(attributes).map((attribute) => [attribute, value]));
      const speech = jsx(SpeakSentence, { children: jsx(name, { ...all, children: value }) });
      endsSoon(`<${name}> with ${named(value)}`, () => validate(jsx(Response, { children: speech })));
    }
  });
}

test('names of attributes and of elements', () => {
  for (const value of longValues(50_000, 1)) {
    const nodes = [jsx('break', { [value]: '1' }), jsx(value, {}), jsx(`A${value}`, {})];
    const speech = jsx(SpeakSentence, { children: ['x', ...nodes], [value]: '1' });
    endsSoon(`the name ${named(value)}`, () => validate(jsx(Response, { children: speech })));
  }
});

/** Returns markup with a value as text, in both kinds of quotes, without quotes, as a name, in comments and references. */
const markups = (value: string): string[] => [
  `<SpeakSentence>${value}</SpeakSentence>`,
  `<SpeakSentence voice="${value}">x</SpeakSentence>`,
  `<SpeakSentence voice='${value}`,
  `<SpeakSentence voice=${value}/>`,
  `<SpeakSentence ${value}`,
  `<SpeakSentence${value}/>`,
  `<SpeakSentence>&${value}</SpeakSentence>`,
  `<SpeakSentence>&#${value};</SpeakSentence>`,
  `<SpeakSentence><!--${value}</SpeakSentence>`,
  `<SpeakSentence><![CDATA[${value}</SpeakSentence>`,
  `<PlayAudio username="a"> password=${value}</PlayAudio>`,
  `<Redirect redirectUrl="${value}"/></${value}>`,
];

/** Repeated parts of markup that are well-formed or almost. */
const pieces = [
  '<a>',
  '<a/>',
  '<Gathre/>',
  '<abcdefghijkl/>',
  '</a>',
  '<!---->',
  '<![CDATA[]]>',
  ']]>',
  '<a b="c"/>',
  '<a b="c" ',
  '&amp;',
  '&#65;',
  '&#x',
  '\r\n',
  '<',
  '"',
  '<p>x</p>',
  '<speak>',
];

for (const [what, read] of [
  ['ssml', (text: string) => render(jsx(Response, { children: jsx(SpeakSentence, { children: ssml(text) }) }))],
  ['parse', (text: string) => validate(parse(`<Response>${text}</Response>`)).map(formatProblem)],
] as const) {
  test(`${what}() of long values`, () => {
    for (const value of longValues(50_000, 1)) {
      for (const text of markups(value)) endsSoon(`${what}(${named(text)})`, () => read(text));
    }
  });

  test(`${what}() of many parts`, () => {
    for (const piece of pieces) {
      const many = piece.repeat(50_000 / piece.length);
      for (const text of [many, `<a b="${many}`, `<SpeakSentence>${many}</SpeakSentence>`]) {
        endsSoon(`${what}(${named(text)})`, () => read(text), MOST_FOR_MANY);
      }
    }
  });

  test(`${what}() of many attributes`, () => {
    for (const count of [900, 30_000]) {
      const attributes = Array.from({ length: count }, (_, index) => `a${index}="${index}"`).join(' ');
      for (const end of ['/>', ' a0="1"/>', ' "', '>', ` ="${'x'.repeat(500_000)}`]) {
        endsSoon(`${what}() of ${count} attributes`, () => read(`<SpeakSentence ${attributes}${end}`), MOST_FOR_MANY);
        endsSoon(`${what}() of ${count} attributes`, () => read(`<break ${attributes}${end}`), MOST_FOR_MANY);
      }
    }
  });
}

test('suggestions for more mistakes than are kept', () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`gatherUr${index.toString(36)}`, 'x']));
  endsSoon('50,000 wrong attributes', () => validate(jsx(Response, { children: jsx(Gather, many) })), MOST_FOR_MANY);
  const elements = Array.from({ length: 20_000 }, (_, index) => `<Gath${index}/>`).join('');
  endsSoon('20,000 unknown elements', () => validate(parse(`<Response>${elements}</Response>`)), MOST_FOR_MANY);
});

test.run();
