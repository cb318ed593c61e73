// Every event that the simulator sends is valid and has the documented fields.
import { parseEvent } from 'bxml-jsx/events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { events as documented, type FieldFacts } from '../facts/events.js';
import { acknowledged, type Received, simulated } from './simulated.js';

const test = suite('fields of events');

const noContent = new Response(null, { status: 204 });

/** The responses of the application by path, for the calls below. */
const answers = {
  '/call':
    '<SpeakSentence>Hello.</SpeakSentence><Tag>42</Tag><StartGather dtmfUrl="/async"/><StartRecording recordingAvailableUrl="/async" transcribe="true" transcriptionAvailableUrl="/async"/><Pause duration="1"/><StopRecording/><Gather gatherUrl="/record" maxDigits="1"/>',
  '/record':
    '<Record recordCompleteUrl="/speech" maxDuration="5" recordingAvailableUrl="/async" transcribe="true" transcriptionAvailableUrl="/async"/>',
  '/speech': '<Gather input="speech" gatherUrl="/redirect" partialResultCallback="/async"/>',
  '/redirect': '<Redirect redirectUrl="/transfer"/>',
  '/transfer':
    '<Transfer transferCompleteUrl="/bye"><PhoneNumber transferAnswerUrl="/whisper" transferDisconnectUrl="/async" tag="b">+15550100</PhoneNumber></Transfer>',
  '/whisper': '<Gather gatherUrl="/whisper2" maxDigits="1"/>',
  '/whisper2': '<Record recordCompleteUrl="/whisper3" maxDuration="1" recordingAvailableUrl="/async"/>',
  '/whisper3': '<Redirect redirectUrl="/whisper4"/>',
  '/whisper4': '<SpeakSentence>A call.</SpeakSentence>',
  '/bye': '<Hangup/>',
  '/refer':
    '<SpeakSentence>One moment.</SpeakSentence><Refer referCompleteUrl="/bye"><SipUri>sip:desk@pbx.example</SipUri></Refer>',
  '/fails': new Response('no', { status: 500 }),
  '/async': ({ event }: Received) => (acknowledged.has(String(event.eventType)) ? noContent.clone() : '<Hangup/>'),
  '/answer': '<Pause duration="3"/>',
};

async function everyEvent(): Promise<readonly Received['event'][]> {
  const { platform, requests } = simulated(answers);
  const call = await platform.call({ url: '/call' });
  await call.press('5');
  await call.waits(2);
  await call.press('1');
  await call.speaksFor(2);
  await call.press('#');
  await call.says('boat repairs', { partial: ['boat'] });
  const called = await call.transferredTo('+15550100');
  await called.press('1');
  await called.hears('A call.');
  await called.hangUp();
  await call.ends('hangup');
  const sip = await platform.call({ url: '/refer', to: 'sip:me@app.example' });
  await sip.referredTo('sip:desk@pbx.example', { fails: true, status: 603 });
  await sip.ends('hangup');
  const failed = await platform.call({ url: '/fails', statusUrl: '/async' });
  assert.is(failed.cause, 'callback-error');
  for (const mode of ['sync', 'async'] as const) {
    const request = {
      to: '+15550100',
      from: '+15550101',
      answerUrl: '/answer',
      disconnectUrl: '/async',
      tag: 'x',
      machineDetection: { mode, callbackUrl: '/async' },
    };
    const outbound = await platform.createCall(request, { detectedAfter: 0.1 });
    await outbound.ends('hangup');
  }
  return requests.map(({ event }) => event);
}

/** Optional fields that the simulator sends, and the events that cannot have them. */
const withoutField: Readonly<Record<string, (event: Received['event']) => boolean>> = {
  // The call is not answered yet.
  answerTime: ({ eventType, cause }) => eventType === 'disconnect' && cause === 'callback-error',
};

test('every event is accepted by the reader of events', async () => {
  const events = await everyEvent();
  for (const event of events) assert.equal(parseEvent(event), event);
  assert.equal([...new Set(events.map(({ eventType }) => eventType))].sort(), [
    'answer',
    'disconnect',
    'dtmf',
    'gather',
    'initiate',
    'machineDetectionComplete',
    'partialgather',
    'recordComplete',
    'recordingAvailable',
    'redirect',
    'referComplete',
    'transcriptionAvailable',
    'transferAnswer',
    'transferComplete',
    'transferDisconnect',
  ]);
});

test('every event has the documented fields, of their types, and no others', async () => {
  const problems = (await everyEvent()).flatMap((event) => {
    const fields = documented[String(event.eventType)]?.fields ?? {};
    return problemsOf(event, fields, event, String(event.eventType));
  });
  assert.equal([...new Set(problems)], []);
});

function problemsOf(
  given: Received['event'],
  fields: Readonly<Record<string, FieldFacts>>,
  event: Received['event'],
  path: string,
): string[] {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
  const problems = Object.entries(fields).flatMap(([name, field]) => {
    const value = given[name];
    if (value === undefined) {
      const isDue = field.isSent && !withoutField[name]?.(event);
      return isDue ? [`${path}.${name} is missing`] : [];
    }
    if (typeof value === 'object' && Object.keys(field.fields).length > 0)
      return problemsOf(value as Received['event'], field.fields, event, `${path}.${name}`);
    const type = Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
    return field.types.some((each) => type.includes(each)) ? [] : [`${path}.${name} is a ${typeof value}`];
  });
  return [...unknown.map((name) => `${path}.${name} is unknown`), ...problems];
}

test.run();
