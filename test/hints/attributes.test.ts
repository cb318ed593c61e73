// Attributes of other vendors: the hint depends on the element and suggests only attributes that it has.
import { defineVerb, Response, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { attributeWords, attributeWordsOf, textWords } from '../../src/hints/vendor-words.js';
import { definitions } from '../rules/built-in-verbs.js';
import { samples } from '../rules/samples.js';

const test = suite('hints for attributes');

/** Returns the hint for an unknown attribute of an element. */
function hintFor(element: string, attribute: string, value = 'x'): string {
  const problems = validate(samples[element]?.({ [attribute]: value }));
  return problems.find(({ message }) => message.includes(`has no attribute ${attribute};`))?.hint ?? '';
}

const meanings: readonly (readonly [element: string, attribute: string, says: string])[] = [
  ['Gather', 'action', 'Did you mean gatherUrl?'],
  ['Gather', 'requestUrl', 'Did you mean gatherUrl?'],
  ['Gather', 'method', 'Did you mean gatherMethod?'],
  ['Gather', 'numDigits', 'Did you mean maxDigits?'],
  ['Gather', 'finishOnKey', 'Did you mean terminatingDigits?'],
  ['Gather', 'finish_on_key', 'Did you mean terminatingDigits?'],
  ['Gather', 'max-digits', 'Did you mean maxDigits?'],
  ['Gather', 'GATHERURL', 'Did you mean gatherUrl?'],
  ['Gather', 'timeout', 'Did you mean firstDigitTimeout or interDigitTimeout?'],
  ['Gather', 'gatherTimeout', 'Did you mean firstDigitTimeout or interDigitTimeout?'],
  ['Gather', 'digitEndTimeout', 'Did you mean interDigitTimeout?'],
  ['Gather', 'speechEndTimeout', 'Did you mean speechTimeout?'],
  ['Gather', 'retries', 'Did you mean repeatCount?'],
  ['Gather', 'bargeIn', 'a key press always stops the prompts'],
  ['Gather', 'requestUrlTimeout', 'Remove it'],
  ['Gather', 'redirectUrl', 'Did you mean gatherUrl?'],
  ['Record', 'action', 'Did you mean recordCompleteUrl?'],
  ['Record', 'timeout', 'Did you mean silenceTimeout?'],
  ['Record', 'maxLength', 'Did you mean maxDuration?'],
  ['Record', 'finishOnKey', 'Did you mean terminatingDigits?'],
  ['Record', 'recordingStatusCallback', 'Did you mean recordingAvailableUrl?'],
  ['Record', 'transcribeCallbackUrl', 'Did you mean transcriptionAvailableUrl?'],
  ['Record', 'playBeep', '<PlayAudio> before <Record>'],
  ['StartRecording', 'recordingChannels', 'Did you mean multiChannel?'],
  ['Transfer', 'transferTo', '<PhoneNumber> or <SipUri>'],
  ['Transfer', 'callerId', 'Did you mean transferCallerId?'],
  ['Transfer', 'requestUrl', 'Did you mean transferCompleteUrl?'],
  ['Transfer', 'timeout', 'Did you mean callTimeout?'],
  ['Transfer', 'hangupOnStar', 'Remove it'],
  ['Transfer', 'transferAnswerUrl', 'Set it on <PhoneNumber> or <SipUri>.'],
  ['Transfer', 'whisperUrl', 'Set it on <PhoneNumber> or <SipUri>.'],
  ['Transfer', 'transferDisconnectUrl', 'Set it on <PhoneNumber> or <SipUri>.'],
  ['PhoneNumber', 'transferCompleteUrl', 'Set it on <Transfer>.'],
  ['SipUri', 'callTimeout', 'Set it on <Transfer>.'],
  ['Gather', 'voice', 'Set it on <SpeakSentence>.'],
  ['Conference', 'record', 'Respond to conferenceCreated with <StartRecording>.'],
  ['Forward', 'callerId', 'Did you mean from?'],
  ['Forward', 'number', 'Did you mean to?'],
  ['Forward', 'timeout', 'Did you mean callTimeout?'],
  ['PhoneNumber', 'url', 'Did you mean transferAnswerUrl?'],
  ['PhoneNumber', 'statusCallback', 'Did you mean transferDisconnectUrl?'],
  ['Redirect', 'requestUrl', 'Did you mean redirectUrl?'],
  ['Redirect', 'method', 'Did you mean redirectMethod?'],
  ['Bridge', 'targetCall', '<Bridge>…</Bridge>'],
  ['Conference', 'conferenceName', '<Conference>…</Conference>'],
  ['Conference', 'muted', 'Did you mean mute?'],
  ['Conference', 'statusCallback', 'Did you mean conferenceEventUrl?'],
  ['Conference', 'endConferenceOnExit', 'Remove it'],
  ['SpeakSentence', 'language', 'Did you mean locale?'],
  ['SpeakSentence', 'loop', 'repeatCount on <Gather>'],
  ['PlayAudio', 'url', '<PlayAudio>…</PlayAudio>'],
  ['SendDtmf', 'digits', '<SendDtmf>…</SendDtmf>'],
  ['Pause', 'length', 'Did you mean duration?'],
  ['StartStream', 'url', 'Did you mean destination?'],
  ['StartStream', 'track', 'Did you mean tracks?'],
  ['StartStream', 'statusCallback', 'Did you mean streamEventUrl?'],
  ['StartTranscription', 'languageCode', 'Did you mean preferredLanguages?'],
  ['Refer', 'action', 'Did you mean referCompleteUrl?'],
];

for (const [element, attribute, says] of meanings) {
  test(`${attribute} on <${element}>: ${says}`, () => assert.match(hintFor(element, attribute), says));
}

test('suggested attributes exist on the element, for every word and element', () => {
  const rows = [...attributeWords(), ...textWords(), ...attributeWordsOf()];
  const words = new Set(rows.flatMap(([list]) => list.split(' ')).map((word) => word.replace(/^.*\./, '')));
  let suggested = 0;
  for (const { name, attributes } of definitions.values()) {
    for (const word of words) {
      if (Object.hasOwn(attributes, word)) continue;
      const [, names] = /^Did you mean (.*)\?$/.exec(hintFor(name, word)) ?? [];
      for (const suggestion of names?.split(/, | or /) ?? []) {
        assert.ok(Object.hasOwn(attributes, suggestion), `${word} on <${name}> suggests ${suggestion}`);
        suggested++;
      }
    }
  }
  assert.ok(suggested > 300, `${suggested} suggestions`);
});

test('an attribute of another vendor is one problem, even if the suggested attribute is required', () => {
  const problems = validate(parse('<Response><Redirect requestUrl="/next"/></Response>'));
  assert.equal(
    problems.map(({ code, hint }) => [code, hint]),
    [['attribute.unknown', 'Did you mean redirectUrl?']],
  );
});

test('custom verbs get hints for their attributes', () => {
  const Whisper = defineVerb('Whisper', { attributes: { locale: { type: 'string' } } });
  const hint = (attribute: string) =>
    validate(jsx(Response, { children: jsx(Whisper, { [attribute]: 'x' }) }))[0]?.hint;
  assert.is(hint('language'), 'Did you mean locale?');
  assert.is(hint('action'), undefined);
});

test('the hint for a value of another vendor suggests a listed value', () => {
  const hint = (xml: string) => validate(parse(`<Response>${xml}<Pause/></Response>`))[0]?.hint;
  assert.is(hint('<StartStream destination="wss://a.example/s" tracks="both_tracks"/>'), 'Did you mean "both"?');
  assert.is(hint('<Gather gatherUrl="/g" input="speech dtmf"/>'), 'Did you mean "dtmf_speech"?');
  assert.is(hint('<SpeakSentence gender="woman">a</SpeakSentence>'), 'Did you mean "female"?');
  assert.is(
    hint('<SpeakSentence><say-as interpret-as="spell-out">a</say-as></SpeakSentence>'),
    'Did you mean "characters"?',
  );
  assert.is(hint('<Gather gatherUrl="/g" gatherMethod="PATCH"/>'), undefined);
});

test.run();
