// The documents with the vendor's SDK.
import sdk from 'bandwidth-sdk';

const { Gather, PhoneNumber, PlayAudio, Response, SpeakSentence, Transfer } = sdk.Bxml;
const speak = (text) => new SpeakSentence(text, { voice: 'julie' });
const choice = (digit, label) => speak(`For ${label}, press ${digit}.`);
const greeting = (name) => speak(`Welcome back, ${name}. This call may be recorded.`);

export const documents = {
  menu: ({ name, from, lines }) =>
    new Response([
      greeting(name),
      new PlayAudio('https://media.example/jingle.wav'),
      new Gather(
        { gatherUrl: '/menu', gatherMethod: 'POST', maxDigits: 1, firstDigitTimeout: 8, repeatCount: 2, tag: from },
        [choice(1, lines[0]), choice(2, lines[1]), speak('To hear this again, stay on the line.')],
      ),
    ]).toBxml(),
  transfer: ({ name, from, numbers }) =>
    new Response([
      greeting(name),
      new Transfer(
        { transferCallerId: from, callTimeout: 20, transferCompleteUrl: '/done', tag: name },
        numbers.map(
          (number, index) =>
            new PhoneNumber(number, {
              transferAnswerUrl: '/whisper',
              transferDisconnectUrl: '/left',
              tag: `leg-${index}`,
            }),
        ),
      ),
    ]).toBxml(),
  verbs: ({ lines }) => new Response(lines.map((line, index) => speak(`Item ${index}: ${line}`))).toBxml(),
};
