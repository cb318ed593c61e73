// Elements that are not BXML: the hint suggests the equivalent element, or says what to do instead.
import { defineVerb, type Problem, Response, SpeakSentence, ssml, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions } from '../rules/built-in-verbs.js';

const test = suite('hints for elements');

const hintOf = ([problem]: readonly Problem[]): string => problem?.hint ?? '';
const inResponse = (name: string) => `<Response><${name}/></Response>`;
const parsed = (xml: string): string => hintOf(validate(parse(xml)));
const asJsx = (name: string): string => hintOf(validate(jsx(Response, { children: jsx(name as 'p', {}) })));

const meanings: readonly (readonly [vendor: string, element: string])[] = [
  ['Say', 'SpeakSentence'],
  ['Play', 'PlayAudio'],
  ['Dial', 'Transfer'],
  ['Number', 'PhoneNumber'],
  ['Sip', 'SipUri'],
  ['Client', 'Endpoint'],
  ['Stream', 'StartStream'],
  ['Siprec', 'StartStream'],
  ['Transcription', 'StartTranscription'],
  ['Recording', 'StartRecording'],
  ['Enqueue', 'Conference'],
  ['Reject', 'Hangup'],
  ['Speak', 'SpeakSentence'],
  ['GetDigits', 'Gather'],
  ['GetInput', 'Gather'],
  ['User', 'SipUri'],
  ['Wait', 'Pause'],
  ['DTMF', 'SendDtmf'],
  ['MultiPartyCall', 'Conference'],
  ['PreAnswer', 'Ring'],
];

for (const [vendor, element] of meanings) {
  test(`<${vendor}> suggests <${element}> in any letter case`, () => {
    for (const name of [vendor, vendor.toLowerCase(), vendor.toUpperCase()]) {
      assert.match(parsed(inResponse(name)), `Did you mean <${element}>?`);
      assert.match(asJsx(name), `Did you mean <${element}>?`);
    }
  });
}

test('the hint for an element without an equivalent says what to do instead', () => {
  for (const name of ['Sms', 'Message', 'SendMessage']) assert.match(parsed(inResponse(name)), 'Messaging API');
  assert.match(parsed(inResponse('Call')), 'REST API');
  assert.match(parsed(inResponse('Pay')), '<Gather>');
});

for (const name of definitions.keys()) {
  test(`<${name}> in another letter case or spelling suggests <${name}>`, () => {
    const snake = name.replace(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
    const others = [name.toLowerCase(), name.toUpperCase(), snake, snake.replaceAll('_', '-')];
    for (const other of others.filter((other) => other !== name)) {
      assert.match(parsed(inResponse(other)), `Did you mean <${name}>?`, other);
      assert.match(asJsx(other), `Did you mean <${name}>?`, other);
    }
  });

  test(`"${name}" as a string says to import the component`, () => {
    assert.is(asJsx(name), `Import the component: import { ${name} } from 'bxml-jsx'.`);
  });
}

test('suggests the root for a root in lower case, and a wrapper for a verb as the root', () => {
  for (const name of ['response', 'RESPONSE']) {
    assert.is(parsed(`<${name}/>`), 'Did you mean <Response>?');
    assert.is(hintOf(validate(jsx(name as 'p', {}))), 'Did you mean <Response>?');
  }
  assert.is(parsed('<bxml/>'), 'Did you mean <Bxml>?');
  assert.is(parsed('<gather/>'), 'Did you mean <Gather>? Wrap it in <Response>…</Response>.');
});

test('suggests only the elements that the parent accepts', () => {
  const stream = '<Response><StartStream destination="wss://a.example/s"><Parameter/></StartStream><Pause/></Response>';
  assert.match(parsed(stream), 'Did you mean <StreamParam>?');
  const text =
    '<Response><StartTranscription destination="wss://a.example/s"><Parameter/></StartTranscription></Response>';
  assert.match(parsed(text), 'Did you mean <CustomParam>?');
});

test('says so if the parent does not accept the suggested element', () => {
  const misplaced: readonly (readonly [xml: string, hint: string])[] = [
    [
      '<Connect><Stream/></Connect>',
      'Did you mean <StartStream>? It is not allowed inside <Connect>, which accepts only <Endpoint>.',
    ],
    ['<Connect><startstream/></Connect>', 'Did you mean <StartStream>? It is not allowed inside <Connect>'],
    ['<Connect><StartStreem/></Connect>', 'Did you mean <StartStream>? It is not allowed inside <Connect>'],
    ['<Gather><Dial/></Gather>', 'Did you mean <Transfer>? It is not allowed inside <Gather>'],
  ];
  for (const [xml, hint] of misplaced) assert.match(parsed(`<Response>${xml}</Response>`), hint);
  for (const xml of ['<Stream/>', '<Gather><Say/></Gather>', '<Transfer><Number/></Transfer>']) {
    assert.not.match(parsed(`<Response>${xml}</Response>`), 'Not inside');
  }
});

test('the hint for text in an element with one required attribute names the attribute', () => {
  const hintsOf = (xml: string) => validate(parse(`<Response>${xml}</Response>`)).map(({ hint }) => hint);
  assert.ok(hintsOf('<Redirect>/next</Redirect>').includes('Write it as an attribute: redirectUrl="…".'));
  assert.ok(hintsOf('<Forward>+15551230001</Forward>').includes('Write it as an attribute: to="…".'));
  assert.not.match(hintsOf('<Hangup>Bye</Hangup>').join(' '), 'as an attribute');
});

test('<Play> with digits suggests <SendDtmf>', () => {
  for (const xml of ['<Play digits="12"/>', '<play loop="2" Digits="12"/>']) {
    assert.match(parsed(`<Response>${xml}</Response>`), 'Did you mean <SendDtmf>? Write the digits as its text.');
  }
  assert.match(parsed('<Response><Say digits="12"/></Response>'), 'Did you mean <SpeakSentence>?');
});

test('a custom verb takes precedence over a name of another vendor', () => {
  const Say = defineVerb('Say', { attributes: {}, content: 'text' });
  const hint = hintOf(validate(parse('<Response><say>x</say></Response>', { verbs: [Say] })));
  assert.match(hint, 'Did you mean <Say>?');
});

test('names without a similar element get no suggestion', () => {
  for (const name of ['Zebra', 'div', 'constructor', 'toString', 'x'.repeat(200)]) {
    assert.not.match(parsed(inResponse(name)), 'Did you mean');
  }
  assert.not.match(parsed(inResponse('p')), 'Did you mean');
});

const spoken: readonly (readonly [markup: string, says: string])[] = [
  ['a<br/>b', 'Did you mean <break>?'],
  ['<Break/>a', 'Did you mean <break>?'],
  ['<SAY-AS>a</SAY-AS>', 'Did you mean <say-as>?'],
  ['<strong>a</strong>', 'Did you mean <emphasis>?'],
  ['<voice>a</voice>', 'voice attribute'],
  ['a<audio/>', '<PlayAudio>'],
  ['a<hangup/>', 'Use <Hangup> after the spoken text'],
  ['a<Dial/>', 'Use <Transfer> after the spoken text'],
];

for (const [markup, says] of spoken) {
  test(`${markup} in speech: ${says}`, () => {
    assert.match(
      hintOf(
        validate(
          <Response>
            <SpeakSentence>{ssml(markup)}</SpeakSentence>
          </Response>,
        ),
      ),
      says,
    );
    assert.match(parsed(`<Response><SpeakSentence>${markup}</SpeakSentence></Response>`), says);
  });
}

test('the hint for <speak> in a parsed document says to remove its tags', () => {
  assert.match(parsed('<Response><SpeakSentence><speak>a</speak></SpeakSentence></Response>'), 'Remove its tags');
});

test('the hint for a missing import names the import', () => {
  const hint = (name: string): string => {
    const Menu = (): never => {
      throw new ReferenceError(`${name} is not defined`);
    };
    return hintOf(
      validate(
        <Response>
          <Menu />
        </Response>,
      ),
    );
  };
  assert.is(hint('Gather'), "Import the component: import { Gather } from 'bxml-jsx'.");
  assert.is(hint('Say'), 'Did you mean <SpeakSentence>?');
  assert.is(hint('callerName'), '');
});

test.run();
