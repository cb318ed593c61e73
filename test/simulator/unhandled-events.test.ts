// Asynchronous events that a document asks for, but no handler handles.
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { type Platform, type SimulatedApplication, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers } from '../webhooks/adapters.js';

const test = suite('events without a handler');

const hosts: Record<string, (handlers: AnyHandlers) => SimulatedApplication> = {
  koa: (handlers) => new Koa().use(onKoa.webhooks(handlers)),
  fetch: (handlers) => onFetch.webhooks(handlers),
};

const document = (verbs: string) => () => `<Response>${verbs}</Response>`;
const inbound = async (platform: Platform): Promise<void> => {
  const call = await platform.call({ url: '/call' });
  await call.ends();
};

interface Case {
  readonly name: string;
  readonly handlers: AnyHandlers;
  readonly act?: (platform: Platform) => Promise<void>;
  /** The event and the attribute that sets its URL; undefined if the test passes. */
  readonly says?: readonly [eventType: string, source: string];
  readonly options?: SimulatorOptions;
}

const recording = document('<Record maxDuration="2" recordingAvailableUrl="/news"/>');
const outbound =
  (more: object) =>
  async (platform: Platform): Promise<void> => {
    const request = { to: '+15550100', from: '+15550101', answerUrl: '/answer', ...more };
    await (await platform.createCall(request)).ends();
  };
const answer = document('<Pause duration="9"/>');

const cases: readonly Case[] = [
  {
    name: 'recordingAvailableUrl',
    handlers: { initiate: recording },
    says: ['recordingAvailable', 'recordingAvailableUrl of <Record>'],
  },
  {
    name: 'dtmfUrl',
    handlers: { initiate: document('<StartGather dtmfUrl="/news"/><Pause duration="5"/>') },
    act: async (platform) => {
      const call = await platform.call();
      await call.press('1');
      await call.ends();
    },
    says: ['dtmf', 'dtmfUrl of <StartGather>'],
  },
  {
    name: 'transferDisconnectUrl',
    handlers: {
      initiate: document('<Transfer><PhoneNumber transferDisconnectUrl="/news">+15550100</PhoneNumber></Transfer>'),
    },
    says: ['transferDisconnect', 'transferDisconnectUrl of <PhoneNumber>'],
    options: { phones: { '+15550100': { busy: true } } },
  },
  {
    name: 'disconnectUrl of createCall',
    handlers: { answer },
    act: outbound({ disconnectUrl: '/over' }),
    says: ['disconnect', 'disconnectUrl of createCall'],
  },
  {
    name: 'the URL of machine detection',
    handlers: { answer },
    act: outbound({ machineDetection: { mode: 'async', callbackUrl: '/machine' } }),
    says: ['machineDetectionComplete', 'machineDetection.callbackUrl of createCall'],
  },
  { name: 'a disconnect that goes where initiate went', handlers: { initiate: answer } },
  {
    name: 'a disconnect that goes to the setting of the platform',
    handlers: { initiate: answer },
    options: { application: { statusUrl: '/status' } },
  },
  { name: 'a call that asks for nothing', handlers: { answer }, act: outbound({}) },
  {
    name: 'a handler for the event',
    handlers: { initiate: recording, recordingAvailable: () => undefined },
  },
  { name: 'an event that is allowed', handlers: { initiate: recording }, options: { allow: ['no-handler'] } },
  { name: 'a test that is not strict', handlers: { initiate: recording }, options: { strict: false } },
];

for (const [host, make] of Object.entries(hosts)) {
  for (const { name, handlers, act = inbound, says, options } of cases) {
    test(`${name}: ${says === undefined ? 'no alarm' : 'the test fails'} on ${host}`, async () => {
      const platform = simulate(make(handlers), options);
      if (says === undefined) {
        await act(platform);
        return platform.settles();
      }
      const [eventType, source] = says;
      const { code, message } = await failureOf(act(platform));
      assert.is(code, 'call.strict');
      assert.match(
        message,
        new RegExp(`no-handler: ${eventType} → POST https://app\\.example/\\w+: acknowledged, but`),
      );
      assert.match(message, `add a handler for ${eventType} to the webhooks at this URL, or correct ${source}`);
    });
  }
}

test('settles reports the missing handler if no step has', async () => {
  const platform = simulate(onFetch.webhooks({ initiate: recording }));
  await platform.call();
  assert.is((await failureOf(platform.settles())).code, 'call.strict');
  await platform.settles();
});

test.run();
