import { pretty } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Apology } from './apology.js';
import { Greeting, MenuChoice, MOST_ATTEMPTS } from './menu.js';
import { AfterTransfer, Whisper } from './transfer.js';
import { MessageTaken } from './voicemail.js';

const test = suite('phone menu');

test('a call is greeted with the menu', () =>
  assert.snapshot(
    pretty(<Greeting />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Welcome to Blue Harbor. <break time="300ms"/></SpeakSentence>
  <Gather gatherUrl="/menu" maxDigits="1" firstDigitTimeout="6" tag="1">
    <SpeakSentence voice="julie">For sales, press <say-as interpret-as="cardinal">1</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For boat repairs, press <say-as interpret-as="cardinal">2</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For accounts, press <say-as interpret-as="cardinal">3</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For the operator, press <say-as interpret-as="cardinal">0</say-as>.</SpeakSentence>
  </Gather>
</Response>`,
  ));

test('a key of the menu rings all phones of the department', () =>
  assert.snapshot(
    pretty(<MenuChoice digits="1" tag="1" />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">We are putting you through to sales.</SpeakSentence>
  <Transfer transferCompleteUrl="/transfer" callTimeout="20" tag="sales">
    <PhoneNumber transferAnswerUrl="/transfer" transferDisconnectUrl="/transfer" tag="sales">+15551230101</PhoneNumber>
    <PhoneNumber transferAnswerUrl="/transfer" transferDisconnectUrl="/transfer" tag="sales">+15551230102</PhoneNumber>
  </Transfer>
</Response>`,
  ));

test('a wrong key plays the menu again, and the tag counts', () => {
  const document = pretty(<MenuChoice digits="9" tag="1" />);
  assert.match(document, 'Sorry, 9 is not on the menu.');
  assert.match(document, 'For sales, press');
  assert.match(document, ' tag="2"');
});

test('so does no key at all, for as long as there are attempts', () => {
  for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
    const document = pretty(<MenuChoice digits="" tag={String(attempt)} />);
    assert.match(document, 'Sorry, we did not get a key.');
    assert.match(document, ` tag="${attempt + 1}"`);
  }
});

test('after the last attempt the call ends', () =>
  assert.snapshot(
    pretty(<MenuChoice digits="" tag={String(MOST_ATTEMPTS)} />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Sorry, we did not get a key.</SpeakSentence>
  <SpeakSentence voice="julie">Thank you for calling Blue Harbor. Goodbye.</SpeakSentence>
  <Hangup/>
</Response>`,
  ));

test('a tag that is missing or not a number starts the count anew', () => {
  for (const tag of [undefined, null, '', 'sales']) {
    assert.match(pretty(<MenuChoice digits="" tag={tag} />), ' tag="2"');
  }
});

test('whoever picks up is told the department', () =>
  assert.snapshot(
    pretty(<Whisper tag="repairs" />, { context: 'transferAnswer' }),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">A call for boat repairs.</SpeakSentence>
</Response>`,
  ));

test('a transfer that nobody answered ends in voicemail', () => {
  const voicemail = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Nobody at sales is free right now. <break time="300ms"/> Please leave a message, and press pound when you are done.</SpeakSentence>
  <Record recordCompleteUrl="/voicemail" recordingAvailableUrl="/voicemail" terminatingDigits="#" silenceTimeout="5" maxDuration="120" tag="sales"/>
</Response>`;
  for (const cause of ['busy', 'timeout', 'rejected']) {
    assert.snapshot(pretty(<AfterTransfer cause={cause} tag="sales" />), voicemail);
  }
});

test('after a conversation the caller is let go', () =>
  assert.match(pretty(<AfterTransfer cause="hangup" tag="sales" />), /Goodbye\.<\/SpeakSentence>\s*<Hangup\/>/));

test('a message is thanked for in the name of its department, the operator’s where the tag names none', () => {
  assert.match(pretty(<MessageTaken tag="accounts" />), 'accounts will call you back.');
  assert.match(pretty(<MessageTaken tag={null} />), 'the operator will call you back.');
});

test('when something fails, the operator takes the call, and none of our URLs is needed', () =>
  assert.snapshot(
    pretty(<Apology />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Sorry, something went wrong. We are putting you through to the operator.</SpeakSentence>
  <Transfer callTimeout="20">
    <PhoneNumber>+15551230100</PhoneNumber>
  </Transfer>
  <SpeakSentence voice="julie">Thank you for calling Blue Harbor. Goodbye.</SpeakSentence>
  <Hangup/>
</Response>`,
  ));

test.run();
