// Constant attributes: only a few texts vary.
import { Gather, Hangup, Pause, PlayAudio, Record, Response, SendDtmf, SpeakSentence } from 'bxml-jsx';
import type { Call } from './call.js';
import { attribute, flag, text } from './values.js';

const Choice = ({ digit, label }: { digit: number; label: string }) => (
  <SpeakSentence voice="julie">
    For {label}, press {digit}.
  </SpeakSentence>
);

const closed = ({ name }: Call) => (
  <Response>
    <SpeakSentence voice="paul">
      Good evening, {text(name)}. Our offices are closed. We are open Monday to Friday, from 8 to 6.
    </SpeakSentence>
    <Hangup />
  </Response>
);

const voicemail = ({ name }: Call) => (
  <Response>
    <SpeakSentence voice="kate">You have reached {text(name)}. Please leave a message after the tone.</SpeakSentence>
    <PlayAudio>https://media.blueharbor.example/sounds/beep.wav</PlayAudio>
    <Record
      recordCompleteUrl="/voicemail/complete"
      recordingAvailableUrl="/voicemail/available"
      maxDuration={120}
      silenceTimeout={5}
      terminatingDigits="#"
      transcribe={flag(true)}
      transcriptionAvailableUrl="/voicemail/transcribed"
      fileFormat="wav"
    />
  </Response>
);

const mainMenu = ({ name }: Call) => (
  <Response>
    <PlayAudio>https://media.blueharbor.example/sounds/jingle.wav</PlayAudio>
    <SpeakSentence voice="julie">Welcome back, {text(name)}.</SpeakSentence>
    <Gather
      gatherUrl={attribute('/menu/chosen?menu=main&version=2')}
      gatherMethod="POST"
      maxDigits={1}
      firstDigitTimeout={8}
      interDigitTimeout={2.5}
      repeatCount={2}
      terminatingDigits="#*"
      tag="main-menu"
    >
      <Choice digit={1} label="sales" />
      <Choice digit={2} label="support" />
      <Choice digit={3} label="billing" />
      <Choice digit={4} label="opening hours" />
      <Choice digit={5} label="your account" />
      <SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence>
    </Gather>
  </Response>
);

const holdMusic = ({ lines }: Call) => (
  <Response>
    {lines.slice(0, 60).map((line) => (
      <>
        <PlayAudio>https://media.blueharbor.example/music/hold-1.mp3</PlayAudio>
        <SpeakSentence voice="bridget">Thank you for holding. {text(line)}</SpeakSentence>
        <Pause duration={2} />
        <SendDtmf toneDuration={200} toneInterval={400}>
          1w2
        </SendDtmf>
      </>
    ))}
    <Hangup />
  </Response>
);

const clauses = [
  'This call is recorded for training.',
  'Charges of your carrier may apply.',
  'By staying on the line you agree to our terms.',
  'You can end this call at any time.',
  'Rates are subject to change without notice.',
];

const terms = ({ lines }: Call) => (
  <Response>
    {lines.slice(0, 150).map((line, index) => (
      <>
        <SpeakSentence gender="male" locale="en_US">
          {clauses[index % clauses.length]}
        </SpeakSentence>
        <SpeakSentence voice={index % 2 === 0 ? 'julie' : 'paul'}>{text(line)}</SpeakSentence>
      </>
    ))}
  </Response>
);

export const documents = { closed, voicemail, mainMenu, holdMusic, terms };
