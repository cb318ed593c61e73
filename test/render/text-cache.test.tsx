// Tests the cache of text, which spares checking a repeated text again: it must not confuse similar texts.
import { type BxmlElement, Response, render, SpeakSentence } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf } from '../problems.js';

const test = suite('text cache');

const speech = (...children: readonly unknown[]): BxmlElement =>
  jsx(Response, { children: jsx(SpeakSentence, { children }) });
const written = (words: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>${words}</SpeakSentence></Response>`;

test('similar texts and constants are not confused', () => {
  for (let turn = 0; turn < 1500; turn++) {
    // The same length, and the same first, middle and last character.
    const number = `+1555${String((turn * 7) % 1000).padStart(3, '0')}77`;
    const word = turn % 3 === 0 ? 'sales' : number;
    assert.is(render(speech('Call ', word, turn % 10, '.')), written(`Call ${word}${turn % 10}.`));
  }
});

test('text that looks like a cached tag is text', () => {
  const close = '</SpeakSentence>';
  for (let turn = 0; turn < 5; turn++) {
    assert.is(render(speech('Hello')), written('Hello'));
    assert.is(render(speech('Hello', close)), written('Hello&lt;/SpeakSentence&gt;'));
  }
});

test('renders numbers of one digit and more', () => {
  for (const value of [0, -0, 7, 10, -1, 0.5]) {
    assert.is(render(speech(value, ' of ', value)), written(`${value} of ${value}`));
  }
});

test('an endless array of strings or numbers is one problem', () => {
  for (const item of ['x', 12]) {
    const list = new Proxy([] as unknown[], {
      get: (_target, name) => (name === 'length' ? Number.MAX_SAFE_INTEGER : item),
    });
    assert.equal(codesOf(jsx(Response, { children: jsx(SpeakSentence, { children: list }) })), [
      'tree.size',
      'root.size',
    ]);
  }
});

test('an array that throws does not hide other children', () => {
  const list = new Proxy(['a', 'b', 'c'] as unknown[], {
    get: (target, name) => {
      if (name === '1') throw new Error('no');
      return Reflect.get(target, name);
    },
  });
  const children = [jsx(SpeakSentence, { children: list }), jsx(SpeakSentence, { children: '' })];
  assert.equal(codesOf(jsx(Response, { children })), ['component.threw', 'speak.not-blank']);
});

test.run();
