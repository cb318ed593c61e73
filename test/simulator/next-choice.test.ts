// `call.nextChoice`: what a person can decide about a call, and how time passes between the choices.
import { type CallChoice, type CallError, simulate, type Visit, type VisitAction } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('next choice');

const DESK = '+15551230101';
const HOME = '+15551230102';

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

const called = (answers: Readonly<Record<string, Answer>>, options = {}) => {
  const { platform } = simulated({ '/after': '', ...answers }, options);
  return platform.call({ url: '/call' });
};

/** Returns a choice of one kind, or fails. */
function as<K extends CallChoice['kind']>(kind: K, choice: CallChoice): Extract<CallChoice, { kind: K }> {
  assert.is(choice.kind, kind);
  return choice as Extract<CallChoice, { kind: K }>;
}

test('a Gather is a choice after its prompts, with what it takes', async () => {
  const platform = simulated({
    '/call': `${say('Welcome.')}<Gather gatherUrl="/key" maxDigits="4" terminatingDigits="#" firstDigitTimeout="7">${say('Press keys.')}</Gather>`,
    '/key': `${say('Goodbye.')}`,
  }).platform;
  const call = await platform.call({ url: '/call' });
  const choice = as('listens', await call.nextChoice());
  assert.is(platform.seconds, 1.235);
  assert.equal(choice.keys, { max: 4, terminating: '#' });
  assert.is(choice.speech, false);
  assert.is(choice.seconds, 7);
  assert.is(choice.leg, 'caller');
  assert.is(choice.verb.name, 'Gather');
  assert.is(choice.document?.eventType, 'initiate');
  await choice.party.press('12#');
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'hangup' });
  assert.is(call.events('gather')[0]?.digits, '12');
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'hangup' });
});

test('a choice that was returned once is left to silence, however often the prompts are repeated', async () => {
  const call = await called({
    '/call': `<Gather gatherUrl="/key" repeatCount="3">${say('Press.')}</Gather>`,
    '/key': `<Gather gatherUrl="/end" input="dtmf_speech" speechTimeout="9">${say('Again.')}</Gather>`,
    '/end': '<Hangup/>',
  });
  as('listens', await call.nextChoice());
  const second = as('listens', await call.nextChoice());
  assert.is(second.document?.url, 'https://app.example/key');
  assert.is(second.speech, true);
  assert.is(second.seconds, 9);
  as('over', await call.nextChoice());
});

test('a Gather that has begun to receive keys is not a choice again', async () => {
  const call = await called({ '/call': `<Gather gatherUrl="/key" maxDigits="3"/>`, '/key': '<Record/>' });
  await call.press('1');
  const { verb } = as('listens', await call.nextChoice());
  assert.is(verb.name, 'Record');
});

test('a Record is a choice at once, with its limits', async () => {
  const call = await called({
    '/call': '<Record recordCompleteUrl="/done" maxDuration="30" silenceTimeout="4" terminatingDigits="*"/>',
    '/done': '<Record terminatingDigits=""/>',
  });
  const first = as('listens', await call.nextChoice());
  assert.equal([first.keys, first.speech, first.seconds], [{ max: 1, terminating: '*' }, true, 4]);
  await first.party.speaksFor(2);
  const second = as('listens', await call.nextChoice());
  assert.equal([second.keys, second.seconds], [undefined, 60]);
  as('over', await call.nextChoice());
});

test('phones that ring at once are one choice; undecided again, they do not answer', async () => {
  const call = await called({
    '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${DESK}</PhoneNumber><PhoneNumber>${HOME}</PhoneNumber></Transfer>`,
    '/done': say('Goodbye.'),
  });
  const { phones } = as('rings', await call.nextChoice());
  assert.equal(
    phones.map(({ number, dialedBy, verb }) => [number, dialedBy, verb?.name]),
    [
      [DESK, 'Transfer', 'Transfer'],
      [HOME, 'Transfer', 'Transfer'],
    ],
  );
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'hangup' });
  assert.is(call.events('transferComplete')[0]?.cause, 'timeout');
});

test('the phone of a Forward rings', async () => {
  const call = await called({ '/call': `<Forward to="${HOME}"/>` });
  const [phone] = as('rings', await call.nextChoice()).phones;
  assert.equal([phone.number, phone.dialedBy, phone.verb?.name], [HOME, 'Forward', 'Forward']);
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'timeout' });
});

test('a conversation is a choice once, and then nothing more happens', async () => {
  const call = await called({
    '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${DESK}</PhoneNumber></Transfer>`,
    '/done': say('Goodbye.'),
  });
  as('rings', await call.nextChoice());
  await call.transferredTo(DESK);
  const { others, party, verb } = as('connected', await call.nextChoice());
  assert.is(party, call);
  assert.is(verb?.name, 'Transfer');
  assert.equal(
    others.map(({ name }) => name),
    [DESK],
  );
  assert.equal(await call.nextChoice(), { kind: 'idle', reason: 'rest', doing: `talks with ${DESK}` });
  await others[0]?.party?.hangUp();
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'hangup' });
});

test('the called party of a transfer has choices too', async () => {
  const call = await called({
    '/call': `<Transfer><PhoneNumber transferAnswerUrl="/whisper">${DESK}</PhoneNumber></Transfer>`,
    '/whisper': `<Gather gatherUrl="/accept" maxDigits="1">${say('Press one to accept.')}</Gather>`,
    '/accept': say('Thank you.'),
  });
  as('rings', await call.nextChoice());
  await call.transferredTo(DESK);
  const choice = as('listens', await call.nextChoice());
  assert.is(choice.leg, DESK);
  assert.not(choice.party === call);
  await choice.party.press('1');
  as('connected', await call.nextChoice());
});

test('the choices of a moment are read without advancing time, and stay while they are open', async () => {
  const { platform } = simulated({
    '/call': `<StartGather dtmfUrl="/end"/>${say('Hello.')}<Gather gatherUrl="/key" maxDigits="4"/>`,
    '/key': `<Transfer><PhoneNumber>${DESK}</PhoneNumber><PhoneNumber>${HOME}</PhoneNumber></Transfer>`,
    '/end': '',
  });
  const call = await platform.call({ url: '/call' });
  const names = (): string[] =>
    call.choices.map((choice) => (choice.kind === 'listens' ? choice.verb.name : choice.kind));
  assert.equal([names(), platform.seconds], [['StartGather'], 0]);
  await call.hears('Hello.');
  await call.waits(1);
  const { seconds } = platform;
  // Keys go to the Gather, and not to the StartGather.
  assert.equal(names(), ['Gather']);
  // nextChoice returns each once; they are still open after that.
  await call.nextChoice();
  assert.equal([names(), platform.seconds], [['Gather'], seconds]);
  await call.press('1234');
  await call.nextChoice();
  const ringing = (): readonly string[] =>
    call.choices.flatMap((choice) => (choice.kind === 'rings' ? choice.phones.map(({ number }) => number) : []));
  assert.equal(ringing(), [DESK, HOME]);
  await call.transferredTo(DESK, { busy: true });
  assert.equal(ringing(), [HOME]);
  await call.hangUp();
  assert.equal(call.choices, []);
});

test('a phone that the option phones decides is not a choice', async () => {
  const call = await called(
    { '/call': `<Transfer><PhoneNumber>${DESK}</PhoneNumber></Transfer>` },
    { phones: { [DESK]: { after: 3 } } },
  );
  as('connected', await call.nextChoice());
});

test('a phone that createCall rings is a choice of its line', async () => {
  const { platform } = simulated({ '/answered': say('Hello.') });
  await platform.api.createCall({
    to: DESK,
    from: '+15551230002',
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    answerUrl: '/answered',
  });
  const line = await platform.phone(DESK).rings();
  const [phone] = as('rings', await line.nextChoice()).phones;
  assert.equal(phone, { number: DESK, dialedBy: 'createCall', verb: undefined, document: undefined });
  await line.answers();
  as('over', await line.nextChoice());
});

test('a REFER waits for its outcome', async () => {
  const { platform } = simulated({
    '/call': '<Refer referCompleteUrl="/done"><SipUri>sip:desk@pbx.example</SipUri></Refer>',
    '/done': say('Sorry.'),
  });
  const call = await platform.call({ url: '/call', to: 'sip:line@app.example' });
  const choice = as('refers', await call.nextChoice());
  assert.equal([choice.to, choice.verb?.name], ['sip:desk@pbx.example', 'Refer']);
  await call.referredTo(choice.to, { fails: true });
  as('over', await call.nextChoice());
});

test('a StartGather is a choice as soon as it listens', async () => {
  const call = await called({
    '/call': `<StartGather dtmfUrl="/after"/>${say('Please hold.')}<Pause duration="9"/>`,
  });
  const choice = as('listens', await call.nextChoice());
  assert.equal(
    [choice.verb.name, choice.keys, choice.seconds],
    ['StartGather', { max: 1, terminating: '' }, undefined],
  );
  await choice.party.press('5');
  as('over', await call.nextChoice());
  assert.equal(
    call.events('dtmf').map(({ digit }) => digit),
    ['5'],
  );
});

test('a transcription listens after the prompts', async () => {
  const { platform } = simulated(
    { '/call': `<StartTranscription/>${say('Hello.')}<Pause duration="9"/>` },
    { strict: false },
  );
  const call = await platform.call({ url: '/call' });
  const choice = as('listens', await call.nextChoice());
  assert.equal([choice.verb.name, choice.speech, choice.keys], ['StartTranscription', true, undefined]);
  assert.is(platform.seconds, 0.39);
  as('over', await call.nextChoice());
});

test('a member of a conference is connected, alone too', async () => {
  const call = await called({ '/call': '<Conference>room</Conference>' });
  const { others, verb } = as('connected', await call.nextChoice());
  assert.equal([others, verb?.text], [[], 'room']);
});

test('both calls of a bridge are connected', async () => {
  const ids: string[] = [];
  const { platform } = simulated({
    '/call': ({ event }) => {
      ids.push(String(event.callId));
      return ids.length === 1 ? '<Pause duration="60"/>' : `<Bridge>${ids[0]}</Bridge>`;
    },
  });
  const first = await platform.call({ url: '/call', statusUrl: null });
  const second = await platform.call({ url: '/call', statusUrl: null });
  for (const call of [second, first]) {
    const { others, verb } = as('connected', await call.nextChoice());
    assert.equal([others.length, verb?.name], [1, 'Bridge']);
  }
  await second.hangUp();
  as('over', await first.nextChoice());
});

test('within ends endless hold music, and the call continues', async () => {
  const call = await called({ '/call': '<PlayAudio>/hold.wav</PlayAudio><Redirect redirectUrl="/call"/>' });
  const choice = as('idle', await call.nextChoice({ within: 60 }));
  assert.equal([choice.reason, choice.doing], ['time', 'listens to an audio file']);
  as('idle', await call.nextChoice({ within: 60 }));
  await call.hangUp();
});

test('within does not keep a call waiting in which nothing happens', async () => {
  const { platform } = simulated({ '/call': `<Transfer><PhoneNumber>${DESK}</PhoneNumber></Transfer>` });
  const call = await platform.call({ url: '/call' });
  await call.transferredTo(DESK);
  as('connected', await call.nextChoice());
  assert.is(as('idle', await call.nextChoice({ within: 3600 })).reason, 'rest');
  assert.is(platform.seconds, 0);
});

test('a fault fails the step, and the next one continues', async () => {
  const call = await called({ '/call': `<Gather/><Gather gatherUrl="/missing"/>` }, { allow: ['gather.no-url'] });
  as('listens', await call.nextChoice());
  as('listens', await call.nextChoice());
  const error = (await errorOf(call.nextChoice())) as CallError;
  assert.is(error.code, 'call.strict');
  assert.match(error.message, 'unserved');
  assert.equal(await call.nextChoice(), { kind: 'over', cause: 'callback-error' });
});

test('an unknown option is refused', async () => {
  const call = await called({ '/call': '<Hangup/>' });
  const wrong = { seconds: 4 } as object;
  assert.match((await errorOf(call.nextChoice(wrong))).message, /seconds/);
});

// Visits.

const HOOK = Symbol.for('bxml-jsx.visits');

/** Returns the visits of some work. */
async function visitsOf(work: () => Promise<unknown>, target: object = globalThis): Promise<Visit[]> {
  const visits: Visit[] = [];
  Object.assign(target, { [HOOK]: (visit: Visit) => visits.push(visit) });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(target, HOOK);
  }
  return visits;
}

const shown = (visit: Visit): string =>
  visit.kind === 'over'
    ? `${visit.leg} over ${visit.cause}`
    : `${visit.leg} ${visit.kind} ${visit.verb?.name}: ${Object.values<unknown>(visit.action).join(' ')}`;

test('visits are reported to the function of the process too, which Jest copies', async () => {
  const { platform } = simulated({ '/call': say('Bye.') });
  const visits = await visitsOf(async () => {
    const call = await platform.call({ url: '/call' });
    await call.ends();
  }, process);
  assert.equal(visits.map(shown), ['caller over hangup']);
});

test('the choices of ordinary steps are reported as visits', async () => {
  const { platform } = simulated({
    '/call': `<Gather gatherUrl="/key" maxDigits="1">${say('Press one.')}</Gather>`,
    '/key': `<Gather gatherUrl="/again" input="speech">${say('Say it.')}</Gather>`,
    '/again': `<Gather gatherUrl="/transfer"/>`,
    '/transfer': `<Transfer transferCompleteUrl="/record"><PhoneNumber>${DESK}</PhoneNumber></Transfer>`,
    '/record': '<Record recordCompleteUrl="/bye" silenceTimeout="2"/>',
    '/bye': say('Bye.'),
  });
  const visits = await visitsOf(async () => {
    const call = await platform.call({ url: '/call' });
    await call.beginsToHear('Press one');
    await call.press('1');
    await call.says('sales');
    const desk = await call.transferredTo(DESK);
    await desk.hangUp();
    await call.speaksFor(3);
    await call.ends('hangup');
  });
  assert.equal(visits.map(shown), [
    'caller listens Gather: keys 1',
    'caller listens Gather: speech sales',
    'caller listens Gather: silence',
    `${DESK} rings Transfer: phone answers`,
    `${DESK} over hangup`,
    'caller connected Transfer: other-hangs-up',
    'caller listens Record: speech ',
    'caller over hangup',
  ]);
  const [first, second] = visits;
  if (first?.kind !== 'listens' || second?.kind !== 'listens') throw new TypeError('not the first visits');
  assert.is(first.document?.eventType, 'initiate');
  assert.is(first.event?.eventType, 'initiate');
  assert.is(second.event?.digits, '1');
});

test('a hang-up is reported for the choice at which it happens', async () => {
  for (const [verbs, choice] of [
    ['<Gather gatherUrl="/key"/>', 'caller listens Gather: hang-up'],
    ['<Record/>', 'caller listens Record: hang-up'],
    [`<Transfer><PhoneNumber>${DESK}</PhoneNumber></Transfer>`, `${DESK} rings Transfer: hang-up`],
  ]) {
    const { platform } = simulated({ '/call': verbs ?? '' });
    const visits = await visitsOf(async () => {
      const call = await platform.call({ url: '/call' });
      await call.waits(1);
      await call.hangUp();
    });
    assert.ok(visits.map(shown).includes(choice ?? ''), visits.map(shown).join('\n'));
  }
});

test('keys of a StartGather and the outcome of a REFER are reported', async () => {
  const { platform } = simulated({
    '/call': '<StartGather dtmfUrl="/after"/><Refer><SipUri>sip:desk@pbx.example</SipUri></Refer>',
    '/after': '',
  });
  const visits = await visitsOf(async () => {
    const call = await platform.call({ url: '/call', to: 'sip:line@app.example' });
    await call.press('7');
    await call.referredTo('sip:desk@pbx.example', { fails: true });
    await call.ends();
  });
  const actions: VisitAction[] = visits.flatMap((visit) => (visit.kind === 'over' ? [] : [visit.action]));
  assert.equal(actions, [
    { kind: 'keys', keys: '7' },
    { kind: 'refer', succeeds: false },
  ]);
});

test('a function of another type at the hook is ignored', async () => {
  Object.assign(globalThis, { [HOOK]: 'nonsense' });
  try {
    const call = await simulate(async () => new Response(null, { status: 500 }), { strict: false }).call();
    assert.is(await call.ends(), 'callback-error');
  } finally {
    Reflect.deleteProperty(globalThis, HOOK);
  }
});

for (const options of [{}, { within: 60 }])
  test(`a choice is returned to one of two steps at once: ${JSON.stringify(options)}`, async () => {
    const call = await called({
      '/call': `<Gather gatherUrl="/key" maxDigits="1"/>`,
      '/key': '<Gather gatherUrl="/end" maxDigits="1"/>',
      '/end': say('Goodbye.'),
    });
    const [one, other] = await Promise.all([call.nextChoice(options), call.nextChoice(options)]);
    assert.equal(
      [as('listens', one).document?.eventType, as('listens', other).document?.eventType],
      ['initiate', 'gather'],
    );
    await call.press('1');
    const both = await Promise.all([call.nextChoice(), call.nextChoice()]);
    both.map((choice) => as('over', choice));
  });

test.run();
