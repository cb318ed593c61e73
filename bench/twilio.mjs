// The documents with Twilio's builder, through its generic way to add an element.
import twilio from 'twilio';

const speak = (parent, text) => parent.addChild('SpeakSentence', { voice: 'julie' }).addText(text);
const choice = (parent, digit, label) => speak(parent, `For ${label}, press ${digit}.`);
const greeting = (parent, name) => speak(parent, `Welcome back, ${name}. This call may be recorded.`);

export const documents = {
  menu({ name, from, lines }) {
    const response = new twilio.twiml.VoiceResponse();
    greeting(response, name);
    response.addChild('PlayAudio', {}).addText('https://media.example/jingle.wav');
    const gather = response.addChild('Gather', {
      gatherUrl: '/menu',
      gatherMethod: 'POST',
      maxDigits: 1,
      firstDigitTimeout: 8,
      repeatCount: 2,
      tag: from,
    });
    choice(gather, 1, lines[0]);
    choice(gather, 2, lines[1]);
    speak(gather, 'To hear this again, stay on the line.');
    return response.toString();
  },
  transfer({ name, from, numbers }) {
    const response = new twilio.twiml.VoiceResponse();
    greeting(response, name);
    const transfer = response.addChild('Transfer', {
      transferCallerId: from,
      callTimeout: 20,
      transferCompleteUrl: '/done',
      tag: name,
    });
    for (const [index, number] of numbers.entries()) {
      transfer
        .addChild('PhoneNumber', { transferAnswerUrl: '/whisper', transferDisconnectUrl: '/left', tag: `leg-${index}` })
        .addText(number);
    }
    return response.toString();
  },
  verbs({ lines }) {
    const response = new twilio.twiml.VoiceResponse();
    for (const [index, line] of lines.entries()) speak(response, `Item ${index}: ${line}`);
    return response.toString();
  },
};
