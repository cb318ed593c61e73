// The verbs that answer an inbound call, and when.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulated } from './simulated.js';

const test = suite('answering');

const allow = ['gather.no-url', 'refer.context', 'startGather.last', 'startRecording.last'];
const gather = '<Gather gatherUrl="/next" maxDigits="1"/>';

const answering: [verb: string, answers: boolean][] = [
  ['<SpeakSentence>Hi</SpeakSentence>', true],
  ['<PlayAudio>a.mp3</PlayAudio>', true],
  [gather, true],
  ['<Record recordCompleteUrl="/next" maxDuration="1"/>', true],
  ['<SendDtmf>1</SendDtmf>', true],
  ['<Ring/>', true],
  ['<Ring answerCall="true"/>', true],
  ['<Transfer><PhoneNumber>+15551230077</PhoneNumber></Transfer>', true],
  ['<Ring answerCall="false"/>', false],
  ['<Pause/>', false],
  ['<Tag>x</Tag>', false],
  ['<Redirect redirectUrl="/next"/>', false],
  ['<Refer><SipUri>sip:desk@pbx.example</SipUri></Refer>', false],
  ['<StartGather dtmfUrl="/keys"/>', false],
  ['<StopGather/>', false],
  ['<StartRecording/>', false],
  ['<PauseRecording/>', false],
  ['<ResumeRecording/>', false],
  ['<StopRecording/>', false],
  ['<Hangup/>', false],
  ['', false],
];

for (const [verb, answers] of answering) {
  test(`${verb || 'no verb'} ${answers ? 'answers' : 'does not answer'}`, async () => {
    const { platform, sent } = simulated(
      { '/call': `<Pause duration="2"/>${verb}`, '/next': '<Pause/>', '/keys': '' },
      { allow, phones: { '+15551230077': { busy: true } } },
    );
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    const [disconnect] = sent('disconnect');
    assert.is(disconnect?.answerTime, answers ? '2026-01-05T09:00:02.000Z' : undefined);
    assert.is(/is answered/.test(call.transcript()), answers);
  });
}

test('events have the answerTime after the answer', async () => {
  const { platform, sent } = simulated({
    '/call': '<Pause duration="2"/><Redirect redirectUrl="/next"/>',
    '/next': '<Pause duration="1"/><Gather gatherUrl="/last"/>',
    '/last': '<Redirect redirectUrl="/end"/>',
    '/end': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  const answeredAt = '2026-01-05T09:00:03.000Z';
  assert.equal(
    ['initiate', 'redirect', 'gather', 'disconnect'].map((type) => sent(type).map(({ answerTime }) => answerTime)),
    [[undefined], [undefined, answeredAt], [answeredAt], [answeredAt]],
  );
});

test('a call is answered once', async () => {
  const { platform } = simulated({ '/call': '<Ring/><SpeakSentence>Hi</SpeakSentence><Ring answerCall="false"/>' });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.is(call.transcript().split('is answered').length, 2);
});

test('an outbound call is answered before its first verb', async () => {
  const { platform, sent } = simulated({ '/answer': '<Ring answerCall="false"/>' });
  const call = await platform.createCall({ from: '+15551230002', to: '+15551230001', answerUrl: '/answer' });
  await call.ends('hangup');
  assert.is(sent('answer')[0]?.answerTime, '2026-01-05T09:00:00.000Z');
});

test.run();
