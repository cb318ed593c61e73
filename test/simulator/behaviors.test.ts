// Short calls that together follow every behavior of the table, execute every verb and send every event. Each lists the
// behaviors that `onBehavior` reports.
import { behaviors, type Call, type Platform, type SimulatorOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callBehaviors } from '../../src/simulator/behaviors/calls.js';
import { conferenceBehaviors } from '../../src/simulator/behaviors/conferences.js';
import { connectedCallBehaviors } from '../../src/simulator/behaviors/connected-calls.js';
import { promptAndKeyBehaviors } from '../../src/simulator/behaviors/prompts-and-keys.js';
import { recordingAndStreamBehaviors } from '../../src/simulator/behaviors/recordings-and-streams.js';
import { webhookBehaviors } from '../../src/simulator/behaviors/webhooks.js';
import { simulatedEventTypes } from '../../src/simulator/settings/sent-events.js';
import { executors } from '../../src/simulator/verbs/index.js';
import { VERB_BRAND, type Verb } from '../../src/verbs/define/define-verb.js';
import * as verbs from '../../src/verbs/index.js';
import { conferenceScenarios } from './conference-scenarios.js';
import { type Answer, simulated } from './simulated.js';
import { streamScenarios, withStreamServer } from './stream-scenarios.js';

const test = suite('the table of behaviors');

const PHONE = '+15550100';
const DESK = 'sip:desk@pbx.example';
const outbound = { to: PHONE, from: '+15550101', answerUrl: '/call', disconnectUrl: '/status' };
const overSip = { url: '/call', to: 'sip:me@app.example' };

const transfer = (attributes: string, leg = '', more = '') =>
  `<Transfer ${attributes}><PhoneNumber ${leg} transferDisconnectUrl="/status" tag="b">${PHONE}</PhoneNumber>${more}</Transfer>`;
const refusing = (challenge: string) => new Response(null, { status: 401, headers: { 'www-authenticate': challenge } });

const bridging = (id: unknown, attributes: string) => `<Bridge ${attributes}>${id}</Bridge>`;
interface Scenario {
  /** The responses by path. `/status` acknowledges asynchronous events, and `/bye` hangs up. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly options?: SimulatorOptions;
  readonly act: (platform: Platform) => Promise<unknown>;
  /** Behaviors, `verb:` and `event:` as `onBehavior` reports them. */
  readonly follows: readonly string[];
}

const begin = (platform: Platform): Promise<Call> => platform.call({ url: '/call', statusUrl: '/status' });
const holdingOn = async (platform: Platform): Promise<unknown> => (await begin(platform)).ends();

let placeAnother = async (): Promise<unknown> => undefined;

const scenarios: Readonly<Record<string, Scenario>> = {
  'speech and audio': {
    answers: {
      '/call':
        '<SpeakSentence>Hello <break strength="weak"/></SpeakSentence><PlayAudio>/a.wav</PlayAudio><Pause duration="1"/><Tag>42</Tag><SendDtmf>12</SendDtmf><Ring duration="1"/>',
    },
    act: holdingOn,
    follows: [
      'answer.by-verb audio.format-extension audio.time delivery.relative disconnect.every-end document.end',
      'event:disconnect event:initiate pause.duration sendDtmf.time speech.breaks speech.time tag.verb',
      'verb:PlayAudio verb:Pause verb:Ring verb:SendDtmf verb:SpeakSentence verb:Tag',
    ],
  },
  'a format that is not played': {
    answers: { '/call': '<PlayAudio>/a.ogg</PlayAudio>' },
    act: holdingOn,
    follows: ['audio.format'],
  },
  'no verb, and no status URL': {
    answers: { '/call': '' },
    act: async (platform) => (await platform.call({ url: '/call' })).ends(),
    follows: ['disconnect.status-url document.empty'],
  },
  'verbs that do not answer': {
    answers: { '/call': '<Ring duration="1" answerCall="false"/><Pause duration="1"/><StopGather/><Hangup/>' },
    act: holdingOn,
    follows: ['hangup.rejects pause.unanswered ring.unanswered stop.none verb:Hangup verb:StopGather'],
  },
  'a ring, and a caller who hangs up before it': {
    answers: { '/call': '<Pause duration="9"/><Ring duration="9"/>' },
    act: async (platform) => {
      await (await begin(platform)).hangUp();
      await (await begin(platform)).ends();
    },
    follows: ['hangup.cancels ring.answers'],
  },
  'the keys of a Gather': {
    answers: {
      '/call':
        '<Gather gatherUrl="/two" maxDigits="2" repeatCount="2" firstDigitTimeout="3" tag="menu"><SpeakSentence>Press a key.</SpeakSentence></Gather>',
      '/two': '<Gather gatherUrl="/three" firstDigitTimeout="2" interDigitTimeout="2" terminatingDigits="#"/>',
      '/three': '<Gather gatherUrl="/four" firstDigitTimeout="1" interDigitTimeout="1"/>',
      '/four': '<Gather firstDigitTimeout="1"/><Redirect redirectUrl="/five"/>',
      '/five': '<Gather gatherUrl="/bye" firstDigitTimeout="1"/>',
    },
    act: async (platform) => {
      const call = await begin(platform);
      await call.waits(4);
      await call.press('12');
      await call.press('3#');
      await call.press('4');
      await call.ends();
    },
    follows: [
      'event:gather event:redirect gather.first-digit gather.inter-digit gather.max-digits gather.no-url',
      'gather.prompts-stop gather.repeat gather.terminating gather.timeout-empty hangup.ends redirect.replaces',
      'tag.attribute verb:Gather verb:Redirect',
    ],
  },
  'the speech of a Gather': {
    answers: { '/call': '<Gather input="speech" gatherUrl="/bye" partialResultCallback="/status"/>' },
    act: async (platform) => {
      const call = await begin(platform);
      await call.says('boat repairs', { partial: ['boat'] });
      await call.ends();
    },
    follows: ['event:partialgather gather.partial gather.speech'],
  },
  'reports of keys': {
    answers: {
      '/call':
        '<StartGather dtmfUrl="/status"/><Pause duration="2"/><Gather gatherUrl="/record" maxDigits="1" firstDigitTimeout="9"/>',
      '/record': '<Record recordCompleteUrl="/rest" maxDuration="5"/>',
      '/rest': `<StopGather/><Pause duration="2"/>`,
    },
    act: async (platform) => {
      const call = await begin(platform);
      await call.press('5');
      await call.waits(3);
      await call.press('1');
      await call.press('#');
      await call.press('9', { now: true });
      await call.ends();
    },
    follows: [
      'event:dtmf press.lost record.terminating startGather.record startGather.reports startGather.suspended',
      'verb:StartGather',
    ],
  },
  'the ends of a Record': {
    answers: {
      '/call':
        '<Record recordCompleteUrl="/two" silenceTimeout="2" recordingAvailableUrl="/status" transcribe="true" transcriptionAvailableUrl="/status"/>',
      '/two': '<Record maxDuration="2"/><Record recordCompleteUrl="/bye"/>',
    },
    act: async (platform) => {
      const call = await begin(platform);
      await call.press('1');
      await call.speaksFor(3);
      await call.waits(5);
      await call.hangUp();
      await call.ends();
      await (await begin(platform)).hangUp({ during: 'recordComplete' });
    },
    follows: [
      'event:recordComplete event:recordingAvailable event:transcriptionAvailable record.hangup record.keys',
      'record.max-duration record.no-url record.silence record.silence-start recording.available',
      'recording.transcription-bounds recording.transcription-time verb:Record',
    ],
  },
  'a recording in the background': {
    answers: {
      '/call':
        '<PauseRecording/><StartRecording recordingAvailableUrl="/status"/><StartRecording/><PauseRecording/><Pause duration="1"/><ResumeRecording/><StopRecording/>',
    },
    act: holdingOn,
    follows: [
      'recording.none recording.paused startRecording.single verb:PauseRecording verb:ResumeRecording',
      'verb:StartRecording verb:StopRecording',
    ],
  },
  'a transfer': {
    answers: {
      '/call': transfer(
        'transferCompleteUrl="/bye"',
        'transferAnswerUrl="/whisper"',
        '<PhoneNumber>+15550102</PhoneNumber>',
      ),
      '/whisper': '<Gather gatherUrl="/more" maxDigits="1" firstDigitTimeout="1"/>',
      '/more': '<SpeakSentence>A call.</SpeakSentence>',
    },
    act: async (platform) => {
      const call = await begin(platform);
      const called = await call.transferredTo(PHONE, { after: 1 });
      await called.hears('A call.');
      await called.hangUp();
      await call.ends();
    },
    follows: [
      'event:transferAnswer event:transferComplete event:transferDisconnect tag.leg transfer.caller-id transfer.joined',
      'transfer.order transfer.others-cause transfer.others-dropped transfer.reported transfer.whisper',
      'transfer.whisper-context verb:Transfer',
    ],
  },
  'phones that do not answer': {
    answers: {
      '/call': transfer('transferCompleteUrl="/two"'),
      '/two': transfer('transferCompleteUrl="/three"'),
      '/three': transfer('transferCompleteUrl="/four"'),
      '/four': transfer('') + transfer('transferCompleteUrl="/five"'),
      '/five': transfer('transferCompleteUrl="/bye"', 'transferAnswerUrl="/missing"'),
      '/missing': new Response('no'),
    },
    act: async (platform) => {
      const call = await begin(platform);
      await call.transferredTo(PHONE, { busy: true });
      await call.transferredTo(PHONE, { rejects: true });
      await call.transferredTo(PHONE, { ringsAfter: 31 });
      await call.transferredTo(PHONE, { noAnswer: true });
      await call.transferredTo(PHONE, { fails: 'account-limit' });
      await call.transferredTo(PHONE);
      await call.ends();
    },
    follows: [
      'ringing.busy ringing.fails ringing.no-ring ringing.no-ring-cause ringing.rejected ringing.timeout',
      'transfer.no-url transfer.whisper-fails',
    ],
  },
  'callers who hang up': {
    answers: { '/call': transfer('transferCompleteUrl="/bye"') },
    options: { phones: { [PHONE]: { after: 5 } } },
    act: async (platform) => {
      await (await begin(platform)).hangUp();
      const call = await begin(platform);
      await call.waits(9);
      await call.hangUp();
    },
    follows: ['transfer.caller-gives-up transfer.caller-left'],
  },
  'a forwarded call': {
    answers: { '/call': `<StartGather dtmfUrl="/status"/><Forward to="${PHONE}" privacy="true" from="+15550199"/>` },
    act: async (platform) => {
      const call = await begin(platform);
      await call.waits(60);
      await call.ends();
    },
    follows: ['forward.events forward.keys forward.not-answered ringing.privacy ringing.unscripted verb:Forward'],
  },
  'a call that cannot be forwarded': {
    answers: { '/call': `<Ring duration="1"/><Forward to="${PHONE}"/>` },
    act: holdingOn,
    follows: ['forward.answered'],
  },
  'referred calls': {
    answers: { '/call': `<Refer referCompleteUrl="/bye"><SipUri>${DESK}</SipUri></Refer>` },
    act: async (platform) => {
      for (const outcome of [{ fails: true }, { succeeds: true }, { fails: true, status: 202 }] as const) {
        const call = await platform.call({ ...overSip, statusUrl: '/status' });
        await call.referredTo(DESK, outcome);
        await call.ends();
      }
      await holdingOn(platform);
    },
    follows: ['event:referComplete refer.failure refer.no-notify refer.not-sip refer.success verb:Refer'],
  },
  'outbound calls': {
    answers: { '/call': '<Pause duration="20"/>' },
    act: async (platform) => {
      const detected = async (mode: 'sync' | 'async', callee: object): Promise<Call> =>
        platform.createCall({ ...outbound, machineDetection: { mode, callbackUrl: '/status' } }, callee);
      await (await detected('sync', {})).ends();
      await (await detected('async', { detectedAs: 'silence' })).ends();
      await (await detected('async', { detectedAfter: 16 })).ends();
      await (await detected('async', { detectedAfter: 9 })).hangUp();
    },
    follows: [
      'createCall.enqueued-time createCall.queue event:answer event:machineDetectionComplete machine-detection.async',
      'machine-detection.call-over machine-detection.silence machine-detection.sync machine-detection.time',
      'machine-detection.timeout',
    ],
  },
  'outbound calls with credentials': {
    answers: {
      '/call': ({ headers }) => (headers.has('authorization') ? '<Hangup/>' : refusing('Basic realm="calls"')),
    },
    act: async (platform) => {
      const request = { ...outbound, answerMethod: 'GET', username: 'u', password: 'p' } as const;
      await (await platform.createCall(request)).ends();
    },
    follows: ['createCall.https delivery.challenge delivery.get'],
  },
  'calls that are changed from outside': {
    answers: {
      '/call': '<Pause duration="9"/>',
      '/forward': `<Forward to="${PHONE}"/>`,
      '/transfer': transfer(''),
    },
    options: { phones: { [PHONE]: { after: 2 } } },
    act: async (platform) => {
      const { api } = platform;
      const refused = (operation: Promise<unknown>): Promise<unknown> => operation.catch(() => undefined);
      const place = async (): Promise<string> =>
        (await api.createCall({ ...outbound, applicationId: 'application-1' })).callId;
      await api.updateCall(await place(), { state: 'completed' });
      await refused(api.updateCall(await place(), { redirectUrl: '/bye' }));
      const call = await begin(platform);
      await call.waits(3);
      await api.updateCall(await place(), { state: 'completed' });
      const detecting = platform.createCall({ ...outbound, machineDetection: { mode: 'sync' } }, {});
      const detected = await platform.phone(PHONE).rings();
      await detected.waits(1);
      await api.updateCallBxml(detected.callId, '<Bxml/>');
      await detecting;
      const ringing = await platform.createCall(outbound);
      platform.disrupt({ event: 'redirect' }, { late: 5 });
      await api.updateCall(ringing.callId, { redirectUrl: '/call' });
      await ringing.waits(1);
      await api.updateCallBxml(ringing.callId, '<Bxml><Redirect redirectUrl="/bye"/></Bxml>');
      await ringing.ends();
      await refused(api.updateCall(ringing.callId, { state: 'completed' }));
      await refused(api.updateCallBxml(call.callId, 'not XML'));
      const forwarded = await platform.call({ url: '/forward' });
      await forwarded.waits(3);
      await refused(api.updateCall(forwarded.callId, { redirectUrl: '/bye' }));
      await api.updateCall(forwarded.callId, { state: 'completed' });
      const transferred = await platform.call({ url: '/transfer' });
      const party = await transferred.transferredTo(PHONE);
      await api.updateCall(party.callId, { redirectUrl: '/bye' });
      await transferred.ends();
    },
    follows: [
      'createCall.response getCallState.retention machine-detection.replaced transfer.leg-leaves updateCall.completed',
      'updateCall.completed-unanswered updateCall.forwarded updateCall.not-answered updateCall.over',
      'updateCall.redirects updateCall.while-waiting updateCallBxml.invalid updateCallBxml.relative',
      'updateCallBxml.replaces',
    ],
  },
  'recordings and the REST API': {
    answers: { '/call': '<Record transcribe="true" transcriptionAvailableUrl="/status" maxDuration="60"/>' },
    act: async (platform) => {
      const { api } = platform;
      const call = await begin(platform);
      await call.says('A message.');
      await api.updateCallRecordingState(call.callId, { state: 'paused' });
      const [{ recordingId = '' } = {}] = await api.listCallRecordings(call.callId);
      await call.hangUp();
      await api.downloadCallRecording(call.callId, recordingId);
      await api.getRecordingTranscription(call.callId, recordingId);
      await api.deleteRecording(call.callId, recordingId);
    },
    follows: ['recording.deleted recording.media recording.state recording.transcript'],
  },
  bridges: {
    answers: {
      '/call': '<Pause duration="60"/>',
      '/bridge': ({ event }) => bridging(event.tag, ''),
      '/told': ({ event }) => bridging(event.tag, 'bridgeCompleteUrl="/bye" bridgeTargetCompleteUrl="/bye"'),
    },
    act: async (platform) => {
      const bridged = (tag: string, answerUrl = '/bridge'): Promise<Call> =>
        platform.createCall({ ...outbound, answerUrl, tag });
      const target = await begin(platform);
      await bridged(target.callId);
      await (await bridged(target.callId)).hangUp();
      for (const answerUrl of ['/bridge', '/told']) {
        const waiting = await begin(platform);
        const agent = await bridged(waiting.callId, answerUrl);
        await waiting.hangUp();
        await agent.ends();
        const other = await begin(platform);
        await (await bridged(other.callId, answerUrl)).hangUp();
        await (await bridged(other.callId, answerUrl)).ends();
      }
      const own = await platform.createCall({ ...outbound, answerUrl: '/call' });
      await platform.api.updateCallBxml(own.callId, `<Bxml><Bridge>${own.callId}</Bridge></Bxml>`);
      await own.ends();
    },
    follows: [
      'bridge.answers-target bridge.call-leaves bridge.itself bridge.joins bridge.leaves-room bridge.no-target-url',
      'bridge.no-url bridge.order bridge.refused bridge.refused-cause bridge.target-leaves',
      'event:bridgeComplete event:bridgeTargetComplete verb:Bridge',
    ],
  },
  'deliveries that fail': {
    answers: { '/call': '<Gather gatherUrl="https://elsewhere.example/" firstDigitTimeout="1"/>' },
    act: async (platform) => {
      platform.disrupt({ event: 'disconnect', times: 2 }, 'refused');
      platform.disrupt({ event: 'initiate' }, 'timeout');
      await platform.call({ url: '/call', fallbackUrl: '/call', statusUrl: '/status' }).then((call) => call.ends());
    },
    follows: [
      'delivery.async-lost delivery.async-retry delivery.callback-error delivery.elsewhere delivery.fallback',
      'delivery.timeout',
    ],
  },
  'an error of the application': {
    answers: { '/call': new Response('no', { status: 500 }) },
    act: holdingOn,
    follows: ['delivery.bad-status'],
  },
  'a response without a document': {
    answers: { '/call': new Response(null, { status: 204 }) },
    act: holdingOn,
    follows: ['delivery.empty delivery.invalid-bxml'],
  },
  'an answer of another type': {
    answers: { '/call': new Response('<Response/>', { headers: { 'content-type': 'text/html' } }) },
    act: async (platform) => (await platform.call({ url: '/call', fallbackUrl: '/bye', statusUrl: '/status' })).ends(),
    follows: ['delivery.content-type delivery.invalid-no-fallback'],
  },
  'a document in Latin-1': {
    answers: {
      '/call': new Response(Buffer.from('<Response><SpeakSentence>Caf\xe9</SpeakSentence></Response>', 'latin1'), {
        headers: { 'content-type': 'application/xml' },
      }),
    },
    options: { strict: false },
    act: async (platform) => (await platform.call({ url: '/call' })).ends(),
    follows: ['delivery.encoding'],
  },
  'redirects in a circle': {
    answers: { '/call': '<Redirect redirectUrl="/call"/>' },
    act: holdingOn,
    follows: ['document.loop'],
  },
  'a call for each call': {
    answers: { '/call': () => placeAnother().then(() => '') },
    options: { limits: { calls: 1 }, phones: () => ({}) },
    act: async (platform) => {
      placeAnother = () => platform.api.createCall({ ...outbound, applicationId: 'a' }).catch(() => undefined);
      await placeAnother();
      await platform.settles();
    },
    follows: ['createCall.loop'],
  },
  'credentials on this machine': {
    answers: { '/call': '<Record username="u" recordCompleteUrl="/bye" maxDuration="1"/>' },
    options: { origin: 'http://localhost:3000' },
    act: holdingOn,
    follows: ['delivery.credentials-loopback'],
  },
  'credentials over http': {
    answers: { '/call': '<Record username="u" recordCompleteUrl="/bye" maxDuration="1"/>' },
    options: { origin: 'http://app.example' },
    act: holdingOn,
    follows: ['delivery.credentials-https'],
  },
  ...conferenceScenarios,
  ...streamScenarios,
};

const listed = (follows: readonly string[]): readonly string[] => follows.flatMap((line) => line.split(' '));

for (const [name, { answers, options, act, follows }] of Object.entries(scenarios))
  test(name, async () => {
    const followed = new Set<string>();
    const { platform } = simulated(
      { '/status': '', '/bye': '<Hangup/>', ...answers },
      { strict: false, ...options, onBehavior: (behavior) => void followed.add(behavior) },
    );
    await withStreamServer(() => act(platform));
    assert.equal(
      listed(follows).filter((behavior) => !followed.has(behavior)),
      [],
    );
  });

test('the calls cover all behaviors, verbs and events', () => {
  const all = Object.values(scenarios).flatMap(({ follows }) => listed(follows));
  assert.equal(
    [...new Set(all)].sort(),
    [
      ...Object.keys(behaviors),
      ...Object.keys(executors).map((verb) => `verb:${verb}`),
      ...simulatedEventTypes.map((event) => `event:${event}`),
    ].sort(),
  );
});

test('no behavior is in two parts of the table', () => {
  const parts = [
    callBehaviors,
    conferenceBehaviors,
    connectedCallBehaviors,
    promptAndKeyBehaviors,
    recordingAndStreamBehaviors,
    webhookBehaviors,
  ].flatMap((part) => Object.keys(part));
  assert.equal(parts.sort(), Object.keys(behaviors).sort());
});

test('the table lists the verbs whose definition answers a call', () => {
  const said = [...behaviors['answer.by-verb'].description.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  const defined = Object.values<unknown>(verbs)
    .filter((value): value is Verb<never> => typeof value === 'function' && VERB_BRAND in value)
    .map((verb) => verb[VERB_BRAND])
    .filter(({ name, answers }) => answers === true && name in executors);
  assert.equal(said.sort(), defined.map(({ name }) => name).sort());
});

test.run();
