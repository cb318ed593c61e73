// Calls that never transfer, with a handler for the end of a transfer; and the same with calls that the application places.
import { Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

const Bye = () => (
  <Response>
    <SpeakSentence>Goodbye.</SpeakSentence>
  </Response>
);

export const unreached = webhooks({ initiate: Bye, transferComplete: Bye, disconnect: () => undefined });
export const outbound = webhooks({ initiate: Bye, answer: Bye, disconnect: () => undefined });
