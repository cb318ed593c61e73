// The program that every consumer compiles and runs: a document, a mistake that its compiler must refuse, a mistake
// that rendering must refuse, a parsed document, and an event.
import { BxmlError, createContext, Gather, Hangup, Response, render, SpeakSentence, useContext } from 'bxml-jsx';
import { parseEvent } from 'bxml-jsx/events';
import { parse } from 'bxml-jsx/parse';

const Language = createContext<'en' | 'es'>('en');

const Greeting = ({ name }: { name: string }) => (
  <SpeakSentence voice="julie">
    {useContext(Language) === 'es' ? 'Hola' : 'Hello'} {name}, <emphasis>press</emphasis> one.
  </SpeakSentence>
);

export const Menu = ({ name }: { name: string }) => (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={1}>
      <Language.Provider value="es">
        <Greeting name={name} />
      </Language.Provider>
    </Gather>
  </Response>
);

// @ts-expect-error a misspelled attribute
export const misspelt = () => <Gather gatherURL="/menu" />;
// @ts-expect-error a value of the wrong type
export const mistyped = () => <Gather maxDigits="one" />;
// @ts-expect-error text in an element without text
export const talkative = () => <Response>Hello</Response>;

function problemOf(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof BxmlError)) throw error;
    const [problem] = error.problems;
    const { file, line } = problem?.source ?? {};
    return `${problem?.message} at ${problem?.path}, ${file?.split(/[/\\]/).at(-1) ?? 'no file'}:${line ?? 'no line'}`;
  }
}

const wrong = () => (
  <Response>
    <Gather>
      <Hangup />
    </Gather>
  </Response>
);

/** Returns everything that the program prints, one fact per line. */
export function report(): string {
  const document = render(<Menu name="Zoë & co" />);
  const event = parseEvent({
    eventType: 'initiate',
    accountId: '1',
    applicationId: 'a-1',
    callId: 'c-1',
    from: '+15550001111',
    to: '+15550002222',
    direction: 'inbound',
    callUrl: 'https://voice.example/c-1',
    startTime: '2026-01-01T00:00:00Z',
  });
  return [document, render(parse(document)), problemOf(() => render(wrong())), event.eventType].join('\n');
}
