// The length of prompts, and their timeline entries.
import type { HeardSpeech, SimulatorOptions } from 'bxml-jsx/testing';
import { behaviors } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { promptsOf, sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('prompts');

/** Returns how long a document with prompts takes, in virtual milliseconds. */
async function lengthOf(verbs: string, options: SimulatorOptions = {}): Promise<number> {
  const { platform } = simulated({ '/menu/call': verbs }, options);
  const call = await platform.call({ url: '/menu/call' });
  await call.ends('hangup');
  return sentAt(call, 'disconnect')[0] ?? Number.NaN;
}

const said = (content: string): string => `<SpeakSentence>${content}</SpeakSentence>`;

const speeches: [content: string, milliseconds: number][] = [
  ['a', 65],
  ['0123456789', 650],
  ['  Press\n    one  ', 585],
  ['ünï😀', 260],
  ['&lt;&amp;&gt;', 195],
  ['<![CDATA[a<b]]>', 195],
  ['a<!-- not spoken -->b', 130],
  ['ab<break/>', 630],
  ['ab<break strength="none"/>', 130],
  ['ab<break strength="x-weak"/>', 130],
  ['ab<break strength="weak"/>', 380],
  ['ab<break strength="medium"/>', 630],
  ['ab<break strength="strong"/>', 880],
  ['ab<break strength="x-strong"/>', 1130],
  ['ab<break time="1s"/>', 1130],
  ['ab<break time="+1.5s"/>', 1630],
  ['ab<break time=".5s"/>', 630],
  ['ab<break time="250ms"/>', 380],
  ['ab<break time="10s"/>', 10_130],
  ['ab<break strength="weak" time="2s"/>', 2130],
  ['a<break time="1s"/>b<break time="2s"/>', 3130],
  ['<p><s>a<break time="1s"/></s><s>b</s></p>', 1130],
  ['<emphasis level="strong">ab</emphasis>c', 195],
  ['<prosody rate="slow"><lang xml:lang="de-DE">ab<break time="1s"/></lang></prosody>', 1130],
  ['<say-as interpret-as="characters">abc</say-as>', 195],
  ['<phoneme ph="a">abc</phoneme>', 195],
  ['<sub alias="0123456789">ab</sub>', 650],
];

for (const [content, milliseconds] of speeches) {
  test(`${JSON.stringify(content)} takes ${milliseconds} ms`, async () => {
    assert.is(await lengthOf(said(content)), milliseconds);
  });
}

/** Breaks by strength, in milliseconds, in addition to the 130 of the two letters. */
const strengths = { none: 0, 'x-weak': 0, weak: 250, medium: 500, strong: 750, 'x-strong': 1000 };

for (const [strength, milliseconds] of Object.entries(strengths)) {
  test(`a ${strength} break takes ${milliseconds} ms`, async () => {
    assert.is(await lengthOf(said(`ab<break strength="${strength}"/>`)), 130 + milliseconds);
    const { description } = behaviors['speech.breaks'];
    assert.match(description, `\`${strength}\` ${milliseconds / 1000}`);
  });
}

const options: [name: string, verbs: string, options: SimulatorOptions, milliseconds: number][] = [
  ['a file by default', '<PlayAudio>a.mp3</PlayAudio>', {}, 3000],
  ['speech at another speed', said('0123456789'), { speech: 0.1 }, 1000],
  ['breaks at another speed', said('01234<break time="1s"/>'), { speech: 0.1 }, 1500],
  ['speech in no time', said('0123456789'), { speech: 0 }, 0],
  [
    'speech by a function',
    said('ab<break time="1s"/>c'),
    { speech: ({ text, ssml }) => text.length + ssml.length },
    24_000,
  ],
  [
    'speech by its voice',
    '<SpeakSentence voice="jorge">x</SpeakSentence><SpeakSentence locale="fr">x</SpeakSentence>',
    { speech: ({ voice, locale }) => (voice === 'jorge' ? 1 : locale === 'fr' ? 10 : 0) },
    11_000,
  ],
  ['every file', '<PlayAudio>a.mp3</PlayAudio><PlayAudio>b.mp3</PlayAudio>', { audio: 1.25 }, 2500],
  ['a file as it is written', '<PlayAudio>a.mp3</PlayAudio>', { audio: { 'a.mp3': 7 } }, 7000],
  [
    'a file by its absolute address',
    '<PlayAudio>a.mp3</PlayAudio>',
    { audio: { 'https://app.example/menu/a.mp3': 8 } },
    8000,
  ],
  [
    'the absolute URL rather than the written one',
    '<PlayAudio>/a.mp3</PlayAudio>',
    { audio: { '/a.mp3': 7, 'https://app.example/a.mp3': 8 } },
    8000,
  ],
  ['a file that is not listed', '<PlayAudio>a.mp3</PlayAudio>', { audio: { 'b.mp3': 7 } }, 3000],
  ['a file with the name of a method', '<PlayAudio>constructor</PlayAudio>', { audio: {} }, 3000],
  ['a file of no length', '<PlayAudio>a.mp3</PlayAudio>', { audio: { 'a.mp3': 0 } }, 0],
  ['a file by a function', '<PlayAudio>a.mp3</PlayAudio>', { audio: (url) => url.length }, 30_000],
];

for (const [name, verbs, given, milliseconds] of options) {
  test(`${name}: ${milliseconds} ms`, async () => {
    assert.is(await lengthOf(verbs, given), milliseconds);
  });
}

test('the timeline has the voice, the language and the markup', async () => {
  const content =
    'Hi &amp; <emphasis level="strong">"you" &lt;3</emphasis><break time="1s"/> <sub alias="A &amp; B">x</sub>';
  const { platform } = simulated({
    '/call': `<SpeakSentence voice="bridget">${content}</SpeakSentence><SpeakSentence gender="male" locale="de">Hallo</SpeakSentence>`,
  });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  const heard = call.timeline.filter(({ kind }) => kind === 'speech');
  assert.equal(heard, [
    {
      at: 0,
      leg: 'caller',
      kind: 'speech',
      text: 'Hi & "you" <3 A & B',
      ssml: 'Hi &amp; <emphasis level="strong">"you" &lt;3</emphasis><break time="1s"/> <sub alias="A &amp; B">x</sub>',
      voice: 'bridget',
    },
    { at: 2.235, leg: 'caller', kind: 'speech', text: 'Hallo', ssml: 'Hallo', locale: 'de', gender: 'male' },
  ]);
  assert.match(call.transcript(), /hears "Hallo" \(de, male\)$/m);
});

test('hears returns the entry of the timeline', async () => {
  const { platform } = simulated({ '/call': said('Bye') });
  const call = await platform.call({ url: '/call' });
  const heard = (await call.hears('Bye')) as HeardSpeech;
  assert.is(
    heard,
    call.timeline.find(({ kind }) => kind === 'speech'),
  );
  assert.is(heard.stoppedAfter, undefined);
  await call.ends();
});

test('the entry of a prompt that the end of the call cuts short says when', async () => {
  for (const prompt of [said('0123456789'), '<PlayAudio>a.mp3</PlayAudio>']) {
    const { platform } = simulated({ '/call': prompt });
    const call = await platform.call({ url: '/call' });
    await call.waits(0.4);
    await call.hangUp();
    assert.match(promptsOf(call)[0] ?? '', / stopped 400$/);
    assert.match(call.transcript(), /hears .*, stopped after 0\.4 s$/m);
  }
});

test('a key does not stop a prompt outside a Gather', async () => {
  const { platform } = simulated({ '/call': said('0123456789') });
  const call = await platform.call({ url: '/call' });
  await call.press('1', { now: true });
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['0 0123456789']);
});

test.run();
