// Events that a program adds by module augmentation, and fields that it adds to known events.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';

declare module 'bxml-jsx/events' {
  interface AddedEvents {
    callHeld: { kind: 'async'; event: { eventType: 'callHeld'; callId: string; heldBy: string } };
    callResumed: { kind: 'sync'; event: { eventType: 'callResumed'; callId: string } };
  }
  interface InitiateEvent {
    sentiment?: string | undefined;
  }
}

const test = suite('added events');

const events = { callHeld: { kind: 'async' }, callResumed: { kind: 'sync', responseContext: 'conference' } } as const;

test('calls the handler of an added event, and validates its document for the response context of the event', async () => {
  const held: string[] = [];
  const app = new Koa();
  const middleware = webhooks(
    {
      callHeld: ({ heldBy }) => held.push(heldBy),
      callResumed: ({ callId }) => (
        <Response>
          <SpeakSentence>{callId}</SpeakSentence>
        </Response>
      ),
    },
    { events },
  );
  app.use(middleware);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const post = (event: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
  try {
    assert.is((await post({ eventType: 'callHeld', callId: 'c-1', heldBy: 'sales' })).status, 201);
    await middleware.drain();
    assert.equal(held, ['sales']);
    assert.match(await (await post({ eventType: 'callResumed', callId: 'c-1' })).text(), '<SpeakSentence>c-1<');
    const query = new URLSearchParams({ eventType: 'callHeld', callId: 'c-1', heldBy: 'support' });
    assert.is((await fetch(`${url}?${query}`)).status, 201);
    await middleware.drain();
    assert.equal(held, ['sales', 'support']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('throws for invalid added events when the middleware is created', () => {
  const made = (added: unknown) => thrownBy(() => webhooks({}, { events: added as never }));
  assert.is(made({ gather: { kind: 'async' } }).code, 'options.events');
  assert.is(made({ callHeld: { kind: 'later' } }).code, 'options.events');
  assert.is(made({ callHeld: { kind: 'sync', responseContext: 'nowhere' } }).code, 'options.events');
  assert.is(made({ callHeld: null }).code, 'options.events');
  assert.is(made(null).code, 'options.events');
  const { code, message } = thrownBy(() => webhooks({ callHeld: () => undefined }));
  assert.is(code, 'handlers.unknown');
  assert.match(message, 'declare it in the option events');
});

test('added events and fields have the declared types', () => {
  webhooks({
    initiate: ({ sentiment }) => <Response>{sentiment === 'angry' && <SpeakSentence>Sorry.</SpeakSentence>}</Response>,
  });
  // @ts-expect-error the handler of an asynchronous event must not return a document
  webhooks({ callHeld: () => <Response /> }, { events });
  // @ts-expect-error unknown field
  webhooks({ callHeld: ({ heldFor }) => heldFor }, { events });
  // @ts-expect-error the event is asynchronous
  const wrong = () => webhooks({}, { events: { ...events, callHeld: { kind: 'sync' } } });
  assert.type(wrong, 'function');
});

test.run();
