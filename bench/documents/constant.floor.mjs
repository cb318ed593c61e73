import { declaration, list, text } from './floor.mjs';

const choice = (digit, label) => `<SpeakSentence voice="julie">For ${label}, press ${digit}.</SpeakSentence>`;

const closed = ({ name }) =>
  `${declaration}<Response><SpeakSentence voice="paul">Good evening, ${text(name)}. Our offices are closed. We are open Monday to Friday, from 8 to 6.</SpeakSentence><Hangup/></Response>`;

const voicemail = ({ name }) =>
  `${declaration}<Response><SpeakSentence voice="kate">You have reached ${text(name)}. Please leave a message after the tone.</SpeakSentence><PlayAudio>https://media.blueharbor.example/sounds/beep.wav</PlayAudio><Record recordCompleteUrl="/voicemail/complete" recordingAvailableUrl="/voicemail/available" maxDuration="120" silenceTimeout="5" terminatingDigits="#" transcribe="true" transcriptionAvailableUrl="/voicemail/transcribed" fileFormat="wav"/></Response>`;

const mainMenu = ({ name }) =>
  `${declaration}<Response><PlayAudio>https://media.blueharbor.example/sounds/jingle.wav</PlayAudio><SpeakSentence voice="julie">Welcome back, ${text(name)}.</SpeakSentence><Gather gatherUrl="/menu/chosen?menu=main&amp;version=2" gatherMethod="POST" maxDigits="1" firstDigitTimeout="8" interDigitTimeout="2.5" repeatCount="2" terminatingDigits="#*" tag="main-menu">${choice(1, 'sales')}${choice(2, 'support')}${choice(3, 'billing')}${choice(4, 'opening hours')}${choice(5, 'your account')}<SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence></Gather></Response>`;

const held = (line) =>
  `<PlayAudio>https://media.blueharbor.example/music/hold-1.mp3</PlayAudio><SpeakSentence voice="bridget">Thank you for holding. ${text(line)}</SpeakSentence><Pause duration="2"/><SendDtmf toneDuration="200" toneInterval="400">1w2</SendDtmf>`;

const holdMusic = ({ lines }) => `${declaration}<Response>${list(lines.slice(0, 60), held)}<Hangup/></Response>`;

const clauses = [
  'This call is recorded for training.',
  'Charges of your carrier may apply.',
  'By staying on the line you agree to our terms.',
  'You can end this call at any time.',
  'Rates are subject to change without notice.',
];

const term = (line, index) =>
  `<SpeakSentence gender="male" locale="en_US">${clauses[index % clauses.length]}</SpeakSentence><SpeakSentence voice="${index % 2 === 0 ? 'julie' : 'paul'}">${text(line)}</SpeakSentence>`;

const terms = ({ lines }) => `${declaration}<Response>${list(lines.slice(0, 150), term)}</Response>`;

export const documents = { closed, voicemail, mainMenu, holdMusic, terms };
