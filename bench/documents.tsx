// The three documents that are timed, written with components. Compiled once for each JSX library: the elements are
// handed in, since they are components for us and plain names for the others.

/** What differs from render to render. */
export interface Input {
  readonly name: string;
  readonly from: string;
  readonly lines: readonly string[];
  readonly numbers: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: names for some libraries, components for others.
type Elements = Record<'Response' | 'Gather' | 'SpeakSentence' | 'PlayAudio' | 'Transfer' | 'PhoneNumber', any>;

/** The documents in a library's JSX. `text` escapes text, for the library that leaves this to its users. */
export function documentsWith(
  { Response, Gather, SpeakSentence, PlayAudio, Transfer, PhoneNumber }: Elements,
  text: (value: string) => string,
) {
  const Greeting = ({ name }: { name: string }) => (
    <SpeakSentence voice="julie">Welcome back, {text(name)}. This call may be recorded.</SpeakSentence>
  );
  const Choice = ({ digit, label }: { digit: number; label: string }) => (
    <SpeakSentence voice="julie">
      For {text(label)}, press {digit}.
    </SpeakSentence>
  );
  const Leg = ({ number, index }: { number: string; index: number }) => (
    <PhoneNumber transferAnswerUrl="/whisper" transferDisconnectUrl="/left" tag={`leg-${index}`}>
      {text(number)}
    </PhoneNumber>
  );
  const Line = ({ line, index }: { line: string; index: number }) => (
    <SpeakSentence voice="julie">
      Item {index}: {text(line)}
    </SpeakSentence>
  );
  return {
    menu: ({ name, from, lines }: Input) => (
      <Response>
        <Greeting name={name} />
        <PlayAudio>https://media.example/jingle.wav</PlayAudio>
        <Gather gatherUrl="/menu" gatherMethod="POST" maxDigits={1} firstDigitTimeout={8} repeatCount={2} tag={from}>
          <Choice digit={1} label={lines[0] ?? ''} />
          <Choice digit={2} label={lines[1] ?? ''} />
          <SpeakSentence voice="julie">To hear this again, stay on the line.</SpeakSentence>
        </Gather>
      </Response>
    ),
    transfer: ({ name, from, numbers }: Input) => (
      <Response>
        <Greeting name={name} />
        <Transfer transferCallerId={from} callTimeout={20} transferCompleteUrl="/done" tag={name}>
          {numbers.map((number, index) => (
            <Leg key={number} number={number} index={index} />
          ))}
        </Transfer>
      </Response>
    ),
    verbs: ({ lines }: Input) => (
      <Response>
        {lines.map((line, index) => (
          <Line key={index} line={line} index={index} />
        ))}
      </Response>
    ),
  };
}
