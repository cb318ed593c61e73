// The menu that the servers respond with.
import { Gather, PlayAudio, Response, SpeakSentence } from 'bxml-jsx';

export interface MenuInput {
  readonly name: string;
  readonly from: string;
  readonly lines: readonly [string, string];
}

const Choice = ({ digit, label }: { digit: number; label: string }) => (
  <SpeakSentence voice="julie">
    For {label}, press {digit}.
  </SpeakSentence>
);

export const menu = ({ name, from, lines }: MenuInput) => (
  <Response>
    <SpeakSentence voice="julie">Welcome back, {name}. This call may be recorded.</SpeakSentence>
    <PlayAudio>https://media.example/jingle.wav</PlayAudio>
    <Gather gatherUrl="/menu" gatherMethod="POST" maxDigits={1} firstDigitTimeout={8} repeatCount={2} tag={from}>
      <Choice digit={1} label={lines[0]} />
      <Choice digit={2} label={lines[1]} />
      <SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence>
    </Gather>
  </Response>
);
