// A document with many mistakes of several kinds, and one of the same size without mistakes.
import { Pause, PlayAudio, Redirect, Response, SpeakSentence } from 'bxml-jsx';

export { validate } from 'bxml-jsx';

interface Mistakes {
  readonly count: number;
  readonly wrong: boolean;
}

/** One mistake in each element, of four kinds in turn: a voice, a number, a URL, a missing attribute. */
export const manyMistakes = ({ count, wrong }: Mistakes) => (
  <Response>
    {Array.from({ length: count / 4 }, (_, index) => (
      <>
        <SpeakSentence voice={wrong ? `julia-${index}` : 'julie'}>Item {index}</SpeakSentence>
        <Pause duration={wrong ? -index - 1 : index + 1} />
        <PlayAudio>{wrong ? `ftp://media.example/${index}.wav` : `https://media.example/${index}.wav`}</PlayAudio>
        <Redirect redirectUrl={wrong ? `mailto:${index}` : `/next/${index}`} />
      </>
    ))}
  </Response>
);
