// The stack of an error begins in the program that called the library, and not inside the library.
import { defineVerb, Gather, Response, render, renderAsync, ssml, useContext, validate, validateAsync } from 'bxml-jsx';
import { parseEvent } from 'bxml-jsx/events';
import { webhooks as onFetch } from 'bxml-jsx/fetch';
import { basicAuth, webhooks as onKoa } from 'bxml-jsx/koa';
import { parse } from 'bxml-jsx/parse';
import { events, pretty, prettyAsync, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { adapters } from '../webhooks/adapters.js';
import { initiate } from '../webhooks/phone-call.js';

const test = suite('where stacks begin');

const bad = (
  <Response>
    <Gather maxDigits={99} gatherUrl="/g" />
  </Response>
);
const wrong = { context: 'nowhere' } as never;
const Slow = async () => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return bad;
};
const platform = simulate(async () => new globalThis.Response(null, { status: 204 }));

/** Each throws, or rejects, when this file calls it. */
const mistakes: Readonly<Record<string, () => unknown>> = {
  render: () => render(bad),
  'render with wrong options': () => render(bad, wrong),
  'validate with wrong options': () => validate(bad, wrong),
  renderAsync: async () => await renderAsync(bad),
  'renderAsync that waits': async () => await renderAsync(<Slow />),
  'renderAsync that is not awaited': () => renderAsync(<Slow />),
  'renderAsync with wrong options': async () => await renderAsync(bad, wrong),
  'renderAsync that is aborted': () => renderAsync(<Slow />, { signal: AbortSignal.timeout(0) }),
  'renderAsync with an aborted signal': () => renderAsync(bad, { signal: AbortSignal.abort() }),
  'validateAsync with wrong options': async () => await validateAsync(bad, wrong),
  parse: () => parse('<Response>'),
  'parse of something else': () => parse(7 as never),
  ssml: () => ssml('<s>'),
  'ssml of something else': () => ssml(7 as never),
  defineVerb: () => defineVerb('no name', { attributes: {} }),
  useContext: () => useContext(undefined as never),
  'webhooks on Koa': () => onKoa({ initate: () => null } as never),
  'webhooks on fetch': () => onFetch({}, { timeout: -1 }),
  'a fallback that is not valid': () => onKoa({}, { fallback: bad }),
  basicAuth: () => basicAuth({ auth: { username: '', password: '' } }),
  simulate: () => simulate(7 as never),
  'simulate with wrong options': () => simulate(async () => new globalThis.Response(), { strikt: true } as never),
  'a simulated call': () => platform.call({ form: '+15551230001' } as never),
  createCall: () => platform.createCall({} as never),
  disrupt: () => platform.disrupt({ event: 'gather' }, 'nothing' as never),
  events: () => events.gather({ callId: undefined } as never),
  'events of something else': () => events.gather(7 as never),
  parseEvent: () => parseEvent({ eventType: 'gather' }),
  pretty: () => pretty(bad),
  'pretty of text': () => pretty('<Response>'),
  prettyAsync: () => prettyAsync(Promise.resolve(bad)),
};

async function thrownBy(mistake: () => unknown): Promise<Error> {
  try {
    await mistake();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not throw an error.');
}

/** The first frame of a stack. The message before it may have lines that look like frames. */
const firstFrame = ({ name, message, stack = '' }: Error): string =>
  /^\s+at .*/m.exec(stack.replace(`${name}: ${message}`, ''))?.[0] ?? 'no frame';

for (const [name, mistake] of Object.entries(mistakes)) {
  test(name, async () => {
    const error = await thrownBy(mistake);
    assert.ok(firstFrame(error).includes('stacks.test.tsx'), `${error.stack}`);
    assert.ok(error.stack?.startsWith(`${error.name}: ${error.message}`), error.stack);
  });
}

const answers: Readonly<Record<string, () => unknown>> = {
  'an invalid document': () => bad,
  'an invalid document, later': async () => bad,
  'a component that is asynchronous': () => <Slow />,
  text: () => 'Hello',
  null: () => null,
  undefined: async () => undefined,
};

for (const { serve, name: adapter } of adapters) {
  for (const [name, handler] of Object.entries(answers)) {
    test(`a handler that returns ${name}, on ${adapter}`, async () => {
      const errors: unknown[] = [];
      const onError = (error: unknown) => void errors.push(error);
      await serve(
        { initiate: handler as () => typeof bad },
        { onError },
        async ({ post }) => void (await post(initiate)),
      );
      const error = errors[0] as Error;
      const first = firstFrame(error);
      // Of a document the element, else the place where the webhooks were made: a helper of the tests here.
      const place =
        name.includes('document') || name.includes('component')
          ? /at Gather \(.*stacks\.test\.tsx:\d+:\d+\)$/
          : /adapters\.ts/;
      assert.match(first, place);
      assert.not.match(error.stack ?? '', /src\/(?:webhooks|render)\//);
    });
  }
  test(`a handler that throws keeps its stack, on ${adapter}`, async () => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    await serve({ initiate: () => parse('<Response>') }, { onError }, async ({ post }) => void (await post(initiate)));
    assert.match(firstFrame(errors[0] as Error), 'stacks.test.tsx');
  });
}

test.run();
