// The stack of an error begins in the code that called the library, not inside the library.
import { defineVerb, Gather, Response, render, renderAsync, ssml, useContext, validate, validateAsync } from 'bxml-jsx';
import { parseEvent } from 'bxml-jsx/events';
import { webhooks as onFetch } from 'bxml-jsx/fetch';
import { basicAuth, webhooks as onKoa } from 'bxml-jsx/koa';
import { parse } from 'bxml-jsx/parse';
import { type Call, type CallError, events, pretty, prettyAsync, simulate } from 'bxml-jsx/testing';
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
/** Returns a call that waits for keys. */
const calling = (): Promise<Call> =>
  simulate(onFetch({ initiate: () => '<Response><Gather gatherUrl="/g"/></Response>' })).call({ statusUrl: null });

/** Each throws or rejects when this file calls it. */
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
  restart: () => platform.restart('https://elsewhere.example'),
  'restart of something else': () => platform.restart(7 as never),
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

/** Returns the first frame of a stack. The message before it may have lines that look like frames. */
const firstFrame = ({ name, message, stack = '' }: Error): string =>
  /^\s+at .*/m.exec(stack.replace(`${name}: ${message}`, ''))?.[0] ?? 'no frame';

/** Steps of a call with invalid arguments. Each throws or rejects when this file calls it. */
const steps: Readonly<Record<string, (call: Call) => unknown>> = {
  'press(1)': (call) => call.press(1 as never),
  'press of nothing': (call) => call.press(''),
  'press of a symbol': (call) => call.press(Symbol('1') as never),
  'press with an unknown option': (call) => call.press('1', { evry: 1 } as never),
  'press with an option of a wrong kind': (call) => call.press('1', { every: -1 }),
  'press with wrong options': (call) => call.press('1', 5 as never),
  'says(1)': (call) => call.says(1 as never),
  'says with an unknown option': (call) => call.says('boats', { second: 1 } as never),
  'speaksFor of a word': (call) => call.speaksFor('12' as never),
  'speaksFor of a symbol': (call) => call.speaksFor(Symbol('1') as never),
  'waits(-1)': (call) => call.waits(-1),
  'waits of an object without a prototype': (call) => call.waits(Object.create(null)),
  'hears(7)': (call) => call.hears(7 as never),
  'hearsNext(7)': (call) => call.hearsNext(7 as never),
  'neverHears(7)': (call) => call.neverHears(7 as never),
  'beginsToHear(7)': (call) => call.beginsToHear(7 as never),
  'hangUp with an unknown option': (call) => call.hangUp({ while: 'gather' } as never),
  'hangUp during an unknown event': (call) => call.hangUp({ during: 'gathr' as never }),
  'hangUp with wrong options': (call) => call.hangUp('gather' as never),
  'ends(7)': (call) => call.ends(7 as never),
  'events of an unknown type': (call) => call.events('gathr' as never),
  'receives of an unknown type': (call) => call.receives('gathr' as never),
  'receives with fields of a wrong kind': (call) => call.receives('gather', 5 as never),
  'transferredTo(7)': (call) => call.transferredTo(7 as never),
  'transferredTo with an unknown option': (call) => call.transferredTo('+1555', { rejcts: true } as never),
  'forwardedTo of a symbol': (call) => call.forwardedTo(Symbol('1') as never),
  'forwardedTo with two outcomes': (call) => call.forwardedTo('+1555', { busy: true, rejects: true } as never),
  'referredTo of nothing': (call) => call.referredTo('' as never),
  'referredTo with an unknown option': (call) => call.referredTo('sip:a@b.example', { succeds: true } as never),
};

for (const [name, step] of Object.entries(steps)) {
  test(`a step: ${name}`, async () => {
    const call = await calling();
    const error = await thrownBy(() => step(call));
    assert.match(error.name, /^(?:BxmlError|CallError)$/);
    if (error.name === 'CallError') assert.is((error as CallError).code, 'call.misuse');
    assert.ok(firstFrame(error).includes('stacks.test.tsx'), `${error.stack}`);
    assert.ok(error.stack?.startsWith(`${error.name}: ${error.message}`), error.stack);
  });
}

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
      // The stack begins at the element of a document, or else where the webhooks were created, here in a test helper.
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
