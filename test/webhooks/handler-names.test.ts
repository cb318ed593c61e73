// Unknown handler names: the message lists the events, and the hint suggests one.
import { webhooks } from 'bxml-jsx/fetch';
import { webhooks as koaWebhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.js';
import { thrownBy } from '../problems.js';

const test = suite('handler names');

const events = [...Object.keys(webhookEventDefinitions), ...Object.keys(endpointEventDefinitions)];
const problemOf = (name: string) => thrownBy(() => webhooks({ [name]: () => null } as never)).problems[0];
const hintOf = (name: string): string => problemOf(name)?.hint ?? '';

const meanings: readonly (readonly [event: string, ...names: string[]])[] = [
  ['disconnect', 'hangup', 'HangUp', 'completed', 'callEnded', 'onHangup', 'call-completed'],
  ['initiate', 'incomingcall', 'incomingCall', 'inbound', 'ringing'],
  ['answer', 'answered', 'in-progress', 'onAnswered'],
  ['recordComplete or recordingAvailable', 'recording', 'recordingFinished'],
  ['gather', 'getDigits', 'input', 'gatherHandler', 'handle_gather'],
  ['transferComplete', 'dial', 'transferred'],
  ['conferenceMemberJoin', 'participant-join'],
  ['conferenceMemberExit', 'participant-leave'],
  ['conferenceMemberJoin or conferenceMemberExit', 'conference-member'],
  ['mediaStreamStopped', 'stream-stopped'],
  ['machineDetectionComplete', 'amd', 'machineDetection'],
];

for (const [event, ...names] of meanings) {
  test(`${names.join(', ')}: ${event}`, () => {
    for (const name of names) assert.is(hintOf(name), `Did you mean ${event}?`, name);
  });
}

for (const event of events) {
  test(`suggests ${event} for other spellings`, () => {
    const snake = event.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
    const camel = `on${event.charAt(0).toUpperCase()}${event.slice(1)}`;
    for (const name of [
      event.toUpperCase(),
      event.toLowerCase(),
      snake,
      snake.replaceAll('_', '-'),
      camel,
      `${event}Handler`,
    ]) {
      if (!events.includes(name)) assert.is(hintOf(name), `Did you mean ${event}?`, name);
    }
  });
}

test('the message lists every event, including added ones', () => {
  const { message } = thrownBy(() =>
    webhooks({ held: () => null } as never, { events: { callHeld: { kind: 'async' } } }),
  );
  for (const event of [...events, 'callHeld']) assert.ok(new RegExp(`[ ,]${event}[,.]`).test(message), event);
  assert.match(thrownBy(() => koaWebhooks({ hangup: () => null } as never)).message, 'Did you mean disconnect?');
});

test('explains words without an event, and suggests nothing for other names', () => {
  assert.match(hintOf('speak'), 'the next verb runs');
  assert.match(hintOf('failed'), 'Did you mean disconnect? Its cause says');
  for (const name of ['zebra', 'constructor', 'x'.repeat(200)]) assert.match(hintOf(name), 'option events');
});

test.run();
