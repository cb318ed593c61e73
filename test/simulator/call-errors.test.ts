// The error of a failed step: its code, what was expected, the line of the test, and the end of the timeline.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import type { CallError, Party } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('errors of steps');

const FILE = fileURLToPath(import.meta.url);
const lines = readFileSync(FILE, 'utf8').split('\n');

/** Returns the message of a step's error; `marker` is a word that first occurs on the line of the step. */
async function failure(promise: Promise<unknown>, code: CallError['code'], marker: string): Promise<string> {
  const { name, message, stack = '', ...rest } = await failureOf(promise);
  assert.is(name, 'CallError');
  assert.is(rest.code, code, message);
  const line = lines.findIndex((text) => text.includes(`'${marker}'`)) + 1;
  assert.ok(line > 0);
  const place = new RegExp(`(?:file://)?${FILE.replaceAll('.', '\\.')}:${line}:\\d+`);
  assert.match(/\n {4}expected at (.*)/.exec(message)?.[1] ?? '', place, message);
  assert.ok(stack.startsWith(`CallError: ${message}\n`));
  const [first = ''] = stack.slice(`CallError: ${message}\n`.length).split('\n');
  assert.match(first, /^ {4}at /);
  assert.match(first, place);
  return message;
}

const answers = {
  '/call': '<SpeakSentence>Hello.</SpeakSentence><Gather gatherUrl="/menu" maxDigits="1" firstDigitTimeout="2"/>',
  '/menu': '<SpeakSentence>Bye.</SpeakSentence>',
  '/transfer': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
  '/refer': '<SpeakSentence>One moment.</SpeakSentence><Refer><SipUri>sip:desk@pbx.example</SipUri></Refer>',
  '/forward': '<Forward to="+15550100"/>',
};

const startCall = (url = '/call', to = '+15551230002') =>
  simulated(answers).platform.call({ url, to, statusUrl: null });

test('call.over: the whole message', async () => {
  const call = await startCall();
  const message = await failure(call.hears('Sales'), 'call.over', 'Sales');
  assert.is(
    message.replace(/at .*:\d+:\d+/, 'at PLACE'),
    `caller hears "Sales": the call is over (hangup)
    expected at PLACE
the end of the timeline:
 0:00.000  caller  calls +15551230002
 0:00.000  caller  initiate → POST /call: 200, SpeakSentence, Gather
 0:00.000  caller  is answered
 0:00.000  caller  hears "Hello."
 0:02.390  caller  gather → POST /menu: 200, SpeakSentence
 0:02.390  caller  hears "Bye."
 0:02.650  caller  is hung up: end of the document
 0:02.650  caller  disconnect is not sent: it has no URL`,
  );
});

test('call.over: every step that needs an active call', async () => {
  const call = await startCall();
  await call.ends('hangup');
  const over = /the (?:call|leg) is (?:already )?over/;
  assert.match(await failure(call.hears('o1'), 'call.over', 'o1'), over);
  assert.match(await failure(call.beginsToHear('o2'), 'call.over', 'o2'), over);
  assert.match(await failure(call.press('1'), 'call.over', 'o3'), over);
  assert.match(await failure(call.says('o5'), 'call.over', 'o5'), over);
  assert.match(await failure(call.speaksFor('o6'.length), 'call.over', 'o6'), over);
  assert.match(await failure(call.transferredTo('o7'), 'call.over', 'o7'), over);
  assert.match(await failure(call.forwardedTo('o8'), 'call.over', 'o8'), over);
  assert.match(await failure(call.referredTo('o9'), 'call.over', 'o9'), over);
  assert.match(await failure(call.hangUp({ during: 'gather' }), 'call.over', 'gather'), over);
  await call.waits(1);
});

test('call.over: speech for a Gather of keys, and keys for a Gather of speech', async () => {
  const call = async (input: string, then = '') =>
    simulated({ '/call': `<Gather gatherUrl="/next" ${input}/>`, '/next': then, '/last': '' }).platform.call({
      url: '/call',
    });
  const messageOf = async (step: Promise<unknown>) => (await failureOf(step)).message;
  const keysOnly = /\n {4}the <Gather> listened for keys, not for speech: set its input to "dtmf_speech"/;
  const speechOnly = /\n {4}the <Gather> listened for speech, not for keys: set its input to "dtmf_speech"/;
  assert.match(await messageOf((await call('')).says('sales')), keysOnly);
  assert.match(await messageOf((await call('input="dtmf"')).speaksFor(2)), keysOnly);
  assert.match(await messageOf((await call('input="speech"')).press('1')), speechOnly);

  // Without a Gather, and if a later one takes speech.
  assert.not.match(
    await messageOf((await simulated({ '/call': '' }).platform.call({ url: '/call' })).says('a')),
    'Gather',
  );
  const later = await call('', '<Gather gatherUrl="/last" input="speech"/>');
  await later.says('sales');
  await later.ends('hangup');
});

test('call.timeout: a step that can no longer happen, with what the call does', async () => {
  const call = await startCall('/transfer');
  const called = await call.transferredTo('+15550100');
  const message = await failure(called.hears('v1'), 'call.timeout', 'v1');
  assert.match(message, /^\+15550100 hears "v1": nothing more is scheduled to happen; caller talks with \+15550100/);
  await failure(call.ends('v2'), 'call.timeout', 'v2');
});

test('call.unscripted: the message names the phone and the step that decides', async () => {
  const cases: [url: string, to: string, says: RegExp][] = [
    ['/transfer', '+1555', /\+15550100 is ringing: set the outcome with call\.transferredTo\('\+15550100', …\)/],
    ['/forward', '+1555', /\+15550100 is ringing: set the outcome with call\.forwardedTo\('\+15550100', …\)/],
    ['/refer', 'sip:me@app.example', /referred to sip:desk@pbx\.example: set the outcome with call\.referredTo/],
  ];
  for (const [url, to, says] of cases) {
    const call = await startCall(url, to);
    assert.match(await failure(call.hears('u1'), 'call.unscripted', 'u1'), says);
    // `waits` lets time pass on purpose.
    await call.waits(100);
  }
});

test('call.unscripted: settles fails too', async () => {
  const { platform } = simulated(answers);
  await platform.call({ url: '/transfer', statusUrl: null });
  const settling = ((_marker: string) => platform.settles())('s1');
  await failure(settling, 'call.unscripted', 's1');
});

test('call.different: another cause', async () => {
  const call = await startCall();
  assert.match(
    await failure(call.ends('busy'), 'call.different', 'busy'),
    /^caller's call ends \(busy\): it ended with hangup/,
  );
});

test('call.strict: a URL that the application does not serve', async () => {
  const { platform } = simulated(answers);
  const message = await failure(platform.call({ url: '/nobody' }), 'call.strict', '/nobody');
  assert.match(
    message,
    /unserved: initiate → POST https:\/\/app\.example\/nobody: status 404: the application has no route/,
  );
});

test('call.misuse: invalid arguments', async () => {
  const call = await startCall();
  const invalid = <T>(value: unknown): T => value as T;
  assert.match(await failure(call.press('m1'), 'call.misuse', 'm1'), /keys of 0-9/);
  assert.match(await failure(call.press(invalid(['m2'])), 'call.misuse', 'm2'), /keys of 0-9/);
  assert.match(
    await failure(call.press('11', { every: invalid('m3') }), 'call.misuse', 'm3'),
    /seconds is .*; expected a number, 0 or more/,
  );
  assert.match(
    await failure(call.waits(invalid('m4')), 'call.misuse', 'm4'),
    /seconds is "m4"; expected a number, 0 or more/,
  );
  assert.match(
    await failure(call.speaksFor(invalid(['m5'])), 'call.misuse', 'm5'),
    /seconds is an array; expected a number, 0 or more/,
  );
  assert.match(
    await failure(call.says('m6', { seconds: -1 }), 'call.misuse', 'm6'),
    /seconds is -1; expected a number, 0 or more/,
  );
  assert.match(await failure(call.hears(invalid(['m7'])), 'call.misuse', 'm7'), /the words of the prompt/);
  assert.match(await failure(call.beginsToHear(invalid(['m8'])), 'call.misuse', 'm8'), /the words of the prompt/);
  for (const seconds of [-1, Number.NaN, Number.POSITIVE_INFINITY, undefined])
    assert.match(
      await failure(call.waits(invalid(seconds)), 'call.misuse', 'm9'),
      /seconds is .*; expected a number, 0 or more/,
    );
  await call.ends('hangup');
});

test('the error names the line in a function whose name has parentheses', async () => {
  for (const name of ['sales (German) desk', 'a (b', 'c) (d: e)']) {
    const call = await startCall();
    const steps = { [name]: async (words: string) => await call.hears(words) };
    const { message } = await failureOf(steps[name]?.('unspoken words') ?? Promise.resolve());
    const [, place = ''] = /\n {4}expected at (.*)/.exec(message) ?? [];
    assert.ok(place.replace('file://', '').startsWith(`${FILE}:`), place);
  }
});

test('the error names the line in files of any name, in named and anonymous functions', async () => {
  const call = await startCall();
  for (const [source, column] of [
    ['(call) => call.hears("Sales")', 16],
    ['(function named(call) { return call.hears("Sales"); })', 37],
  ] as const) {
    const step = runInThisContext(source, { filename: '/my (own) tests/call.test.js' });
    const { message } = await failureOf(step(call));
    assert.match(message, `\n    expected at /my (own) tests/call.test.js:1:${column}\n`);
  }
});

test('the error ends with the last twelve entries of the timeline', async () => {
  const call = await startCall('/call');
  for (let key = 0; key < 20; key++) await call.press('5', { now: true });
  const message = await failure(call.hears('t1'), 'call.over', 't1');
  assert.is(message.split('the end of the timeline:\n')[1]?.split('\n').length, 12);
});

test('an error thrown by a function of the options rejects the step unchanged', async () => {
  const broken = () => {
    throw new RangeError('my own');
  };
  for (const options of [{ speech: broken }, { audio: broken }, { latency: broken }, { phones: broken }]) {
    const { platform } = simulated(
      {
        '/call':
          '<SpeakSentence>Hello.</SpeakSentence><PlayAudio>a.wav</PlayAudio><Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
      },
      options,
    );
    const error = await platform
      .call({ url: '/call' })
      .then((call: Party) => call.ends())
      .then(String, (thrown: unknown) => thrown);
    assert.instance(error, RangeError, Object.keys(options).join());
  }
});

test.run();
