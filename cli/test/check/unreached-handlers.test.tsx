// Handlers that no walked path reaches: they are found, and there is no false alarm when the walk cannot know.
import {
  Conference,
  Gather,
  PhoneNumber,
  Record,
  Redirect,
  Response,
  SpeakSentence,
  StartGather,
  Transfer,
} from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { handlerFindings } from '../../src/check/findings.js';
import type { WalkStart } from '../../src/map/replay.js';
import { type WalkOptions, walk } from '../../src/map/walk.js';
import { outbound, unreached } from './unreached-menu.js';

const test = suite('check: unreached handlers');

const PLACED: WalkStart = {
  kind: 'outbound',
  request: { to: '+15551230001', from: '+15551230002', answerUrl: '/answered' },
};

const Bye = () => (
  <Response>
    <SpeakSentence>Goodbye.</SpeakSentence>
  </Response>
);

const menu = (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={1}>
      <SpeakSentence>For sales, press 1. To leave a message, press 2.</SpeakSentence>
    </Gather>
  </Response>
);

const message = (
  <Response>
    <Record recordCompleteUrl="/recorded" recordingAvailableUrl="/available" />
  </Response>
);

const handlers = {
  initiate: () => menu,
  gather: ({ digits }: { digits?: string | undefined }) => (digits === '2' ? message : <Bye />),
  recordComplete: Bye,
  recordingAvailable: () => undefined,
  disconnect: () => undefined,
};

async function unreachedIn(app: SimulatedApplication, options: Partial<WalkOptions> = {}): Promise<string[]> {
  const start = { kind: 'inbound', call: { url: '/call' } } as const;
  const { map, unreached: found } = await walk(() => app, { name: 'app', start, findsUnreached: true, ...options });
  return handlerFindings(map, found).map(({ severity, message }) => `${severity}: ${message}`);
}

const finding = (eventType: string, attribute: string): string =>
  `error: no walked path reaches the handler ${eventType}: no document has the attribute ${attribute}, which asks for the event`;

test('handlers of events that no document asks for', async () => {
  const app = webhooks({ ...handlers, transferComplete: Bye, transferDisconnect: () => undefined });
  assert.equal(await unreachedIn(app), [
    finding('transferComplete', 'transferCompleteUrl'),
    finding('transferDisconnect', 'transferDisconnectUrl'),
  ]);
});

test('the applications that the test of the command checks', async () => {
  assert.equal(await unreachedIn(unreached), [finding('transferComplete', 'transferCompleteUrl')]);
  assert.equal(await unreachedIn(outbound, { start: PLACED }), [
    'warning: no walked path reaches the handler initiate; walk it without --outbound',
  ]);
});

test('a handler behind a lost attribute', async () => {
  const withoutUrl = (
    <Response>
      <Record recordCompleteUrl="/recorded" />
    </Response>
  );
  assert.equal(await unreachedIn(webhooks({ ...handlers, gather: () => withoutUrl })), [
    finding('recordingAvailable', 'recordingAvailableUrl'),
  ]);
});

test('an outbound call', async () => {
  const app = webhooks({ answer: Bye, gather: Bye });
  assert.equal(await unreachedIn(app, { start: PLACED }), [finding('gather', 'gatherUrl')]);
});

test('the calls that begin otherwise are named, and may reach the other handlers', async () => {
  const app = webhooks({ initiate: Bye, answer: Bye, transferComplete: Bye });
  assert.equal(await unreachedIn(app), ['warning: no walked path reaches the handler answer; walk it with --outbound']);
  assert.equal(await unreachedIn(app, { start: PLACED }), [
    'warning: no walked path reaches the handler initiate; walk it without --outbound',
  ]);
});

const transfer = (
  <Response>
    <Transfer transferCompleteUrl="/after">
      <PhoneNumber>+15551230101</PhoneNumber>
    </Transfer>
  </Response>
);

const asksFor = (words: string, maxDigits: number) => (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={maxDigits}>
      <SpeakSentence>{words}</SpeakSentence>
    </Gather>
  </Response>
);

const guarded = {
  initiate: () => asksFor('Please enter your PIN.', 4),
  gather: ({ digits }: { digits?: string | undefined }) => (digits === '4711' ? transfer : <Bye />),
};

const quiet: Readonly<Record<string, SimulatedApplication>> = {
  'all handlers are reached': webhooks(handlers),
  'events that only the REST API causes': webhooks({
    ...handlers,
    transcriptionAvailable: () => undefined,
    machineDetectionComplete: () => undefined,
    DEVICE_CONNECTED: () => undefined,
    endpointEligible: () => undefined,
  }),
  'a handler that the REST API may lead to': webhooks({ ...handlers, redirect: () => transfer, transferComplete: Bye }),
  'a number that the walk cannot know': webhooks({ ...guarded, transferComplete: Bye }),
  'a key that no prompt names': webhooks({
    initiate: () => menu,
    gather: ({ digits }) => (digits === '0' ? transfer : <Bye />),
    transferComplete: Bye,
  }),
  'another time of the week': webhooks({
    initiate: ({ startTime = '' }) => (new Date(startTime).getUTCDay() === 6 ? transfer : <Bye />),
    transferComplete: Bye,
  }),
  'an event that is asked for, which the walk does not cause': webhooks({
    initiate: () => (
      <Response>
        <StartGather dtmfUrl="/key" />
        <SpeakSentence>Hello.</SpeakSentence>
      </Response>
    ),
    dtmf: () => undefined,
  }),
  'a handler behind an error': webhooks(
    {
      initiate: () => menu,
      gather: () => {
        throw new RangeError('out of order');
      },
      transferComplete: Bye,
    },
    { onError: () => undefined },
  ),
  'a conference': webhooks({
    initiate: () => (
      <Response>
        <Conference conferenceEventUrl="/conference">room</Conference>
      </Response>
    ),
    conferenceCreated: () => null,
    conferenceMemberJoin: () => null,
    conferenceMemberExit: () => null,
    conferenceCompleted: () => undefined,
  }),
  'a redirect': webhooks({
    initiate: () => (
      <Response>
        <Redirect redirectUrl="/next" />
      </Response>
    ),
    redirect: Bye,
  }),
};

for (const [name, app] of Object.entries(quiet)) {
  test(`no false alarm: ${name}`, async () => {
    assert.equal(await unreachedIn(app), []);
  });
}

test('no false alarm: webhooks of other paths', async () => {
  const sales = webhooks({ initiate: Bye }, { path: '/call' });
  const other = webhooks({ initiate: Bye, transferComplete: Bye }, { path: '/other' });
  assert.equal(
    await unreachedIn(async (request: Request) => {
      await other(request.clone());
      return sales(request);
    }),
    [],
  );
});

test('no false alarm: what the walk has left out', async () => {
  const app = webhooks({ ...handlers, transferComplete: Bye });
  assert.equal(await unreachedIn(app, { limits: { states: 1 } }), []);
});

test('a number that is given is not guessed', async () => {
  const app = webhooks({ ...guarded, transferComplete: Bye, referComplete: () => null });
  assert.equal(await unreachedIn(app, { keys: ['4711'] }), [finding('referComplete', 'referCompleteUrl')]);
});

test.run();
