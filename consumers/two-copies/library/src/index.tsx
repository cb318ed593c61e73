import { createContext, Gather, Hangup, Response, render, SpeakSentence, useContext } from 'bxml-jsx';

export { BxmlError, Gather, Response, render, renderAsync } from 'bxml-jsx';
export { EventError } from 'bxml-jsx/events';
export const Language = createContext('en');
export const Greeting = () => <SpeakSentence>{useContext(Language)}</SpeakSentence>;
export const wrong = (
  <Gather>
    <Hangup />
  </Gather>
);
export const failWith = () => render(<Response>{wrong}</Response>);
