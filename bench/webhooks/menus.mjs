// The menu of `menu.tsx`, by hand and with the vendor's SDK. Both return a string.
import sdk from 'bandwidth-sdk';
import { attribute, declaration, text } from '../documents/floor.mjs';

const choice = (digit, label) => `<SpeakSentence voice="julie">For ${text(label)}, press ${digit}.</SpeakSentence>`;

export const byHand = ({ name, from, lines }) =>
  `${declaration}<Response><SpeakSentence voice="julie">Welcome back, ${text(name)}. This call may be recorded.</SpeakSentence><PlayAudio>https://media.example/jingle.wav</PlayAudio><Gather gatherUrl="/menu" gatherMethod="POST" maxDigits="1" firstDigitTimeout="8" repeatCount="2" tag="${attribute(from)}">${choice(1, lines[0])}${choice(2, lines[1])}<SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence></Gather></Response>`;

const { Gather, PlayAudio, Response, SpeakSentence } = sdk.Bxml;
const speak = (text) => new SpeakSentence(text, { voice: 'julie' });

export const bySdk = ({ name, from, lines }) =>
  new Response([
    speak(`Welcome back, ${name}. This call may be recorded.`),
    new PlayAudio('https://media.example/jingle.wav'),
    new Gather(
      { gatherUrl: '/menu', gatherMethod: 'POST', maxDigits: 1, firstDigitTimeout: 8, repeatCount: 2, tag: from },
      [
        speak(`For ${lines[0]}, press 1.`),
        speak(`For ${lines[1]}, press 2.`),
        speak('To hear this again, stay on the line.'),
      ],
    ),
  ]).toBxml();
