// Handlers that return something other than a document: the error names the handler and suggests what to return.
import { type BxmlElement, BxmlError, createContext, Fragment, Gather, Response } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { type AnyHandlers, adapters } from './adapters.js';
import { initiate } from './phone-call.js';

const test = suite('invalid handler results');

/** Returns the error reported for the result of a handler. */
async function reported(
  serve: (typeof adapters)[number]['serve'],
  name: 'initiate' | 'conferenceCreated',
  handler: () => unknown,
): Promise<BxmlError> {
  const errors: unknown[] = [];
  const event = name === 'initiate' ? initiate : leastEvent(name);
  // The cast: these tests return invalid values.
  const handlers: AnyHandlers = { [name]: handler as () => BxmlElement };
  await serve(handlers, { onError: (error) => void errors.push(error) }, async ({ post }) => {
    await post(event);
  });
  const [error, ...others] = errors;
  assert.equal(others, []);
  assert.instance(error, BxmlError);
  return error as BxmlError;
}

const RETURN_AN_ELEMENT = 'Return an element: <Response>…</Response>.';

const answers: readonly [what: string, handler: () => unknown, code: string, says: readonly string[]][] = [
  ['a string', () => 'Hello', 'root.well-formed', ['a string that is not BXML', 'a complete BXML document']],
  ['a promise of a string', async () => 'Hello', 'root.well-formed', ['a string that is not BXML', '<SpeakSentence>']],
  ['white space', () => ' \n', 'root.well-formed', ['an empty string']],
  ['broken BXML', () => '<Response>', 'root.well-formed', ['not BXML: ', '<Response>']],
  ['undefined', () => undefined, 'child.type', ['undefined', 'Is a return missing?']],
  ['a promise of undefined', async () => undefined, 'child.type', ['undefined', 'Is a return missing?']],
  ['false', () => false, 'root.single', ['false', '<Response />']],
  ['a number', () => 7, 'root.single', ['7', '<Response />']],
  ['a function', () => () => null, 'child.type', ['a function', 'Return an element']],
  ['a Buffer', () => Buffer.from('<Response/>'), 'child.type', ['a Uint8Array', 'buffer.toString()']],
  ['a String object', () => new String('<Response/>'), 'child.type', ['a String object', 'value.valueOf()']],
  ['a URL', () => new URL('https://a.example'), 'child.type', ['a URL', '<Redirect redirectUrl={url.href} />']],
  ['URLSearchParams', () => new URLSearchParams('a=b'), 'child.type', ['a URLSearchParams', RETURN_AN_ELEMENT]],
  ['a date', async () => new Date(0), 'child.type', ['a Date', RETURN_AN_ELEMENT]],
  ['a module', () => import('bxml-jsx'), 'child.type', ['a Module', 'one of its exports, such as <module.Name />']],
  ['a set', () => new Set([<Response key="r" />]), 'child.type', ['an object', '[...values]']],
  ['a Response of the Web', () => new globalThis.Response(''), 'child.type', ['Response of the Fetch API']],
  ['an object', () => ({ a: 1 }), 'child.type', ['an object', RETURN_AN_ELEMENT]],
];

for (const { serve, name } of adapters) {
  for (const [what, handler, code, says] of answers) {
    test(`reports ${what} from a handler on ${name}`, async () => {
      const error = await reported(serve, 'initiate', handler);
      assert.is(error.code, code);
      assert.match(error.message, /^The handler of initiate returned /);
      for (const words of says) assert.ok(error.message.includes(words), error.message);
      assert.not.match(error.message, /\bor null\b|react-jsxdev|Return null/);
    });
  }

  test(`the error for an element of a wrong type has its line on ${name}`, async () => {
    const { message, problems } = await reported(serve, 'initiate', () => <Missing key="m" />);
    assert.match(problems[0]?.source?.file ?? '', 'invalid-results.test.tsx');
    assert.not.match(message, 'react-jsxdev');
  });

  test(`the error for an array without an element does not mention the compiler on ${name}`, async () => {
    const { message } = await reported(serve, 'initiate', () => [new Date(0)]);
    assert.match(message, 'at initiate');
    assert.not.match(message, 'react-jsxdev');
  });

  test(`suggests null if the event allows it on ${name}`, async () => {
    const error = await reported(serve, 'conferenceCreated', () => undefined);
    assert.match(error.message, 'The handler of conferenceCreated returned undefined');
    assert.match(error.message, 'or null for none');
    assert.match((await reported(serve, 'conferenceCreated', () => '')).message, 'Return null for no document.');
  });
}

/** A component whose import failed. */
const Missing = undefined as unknown as () => BxmlElement;

const handlers: readonly [what: string, handler: unknown, says: readonly string[]][] = [
  ['an element', <Response key="r" />, ['an element', 'initiate: () => <Response>']],
  ['a promise', Promise.resolve(<Response />), ['a promise', 'asynchronous function']],
  ['a string', '<Response/>', ['"<Response/>"', 'initiate: (event) =>']],
  ['null', null, ['null', 'initiate: (event) =>']],
  ['a root', Response, ['is the element <Response>;', 'initiate: () => <Response>…</Response>']],
  ['a verb', Gather, ['is the element <Gather>;', 'initiate: () => <Response>…</Response>']],
  ['a fragment', Fragment, ['is a fragment;', 'initiate: () => <Response>']],
  ['a provider', createContext(1).Provider, ['is the provider of a context;', 'initiate: () => <Response>']],
];

for (const { make, name } of adapters) {
  for (const [what, handler, says] of handlers) {
    test(`throws for ${what} as a handler on ${name}`, () => {
      try {
        make({ initiate: handler } as never);
      } catch (error) {
        assert.is((error as BxmlError).code, 'handlers.type');
        for (const words of says) assert.ok(String(error).includes(words), String(error));
        return;
      }
      throw new Error('No error was thrown.');
    });
  }
}

test.run();
