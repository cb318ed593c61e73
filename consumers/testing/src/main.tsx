import { BxmlError, Hangup, Response, SpeakSentence } from 'bxml-jsx';
import { EventError, type GatherEvent, parseEvent } from 'bxml-jsx/events';
import { events, pretty, prettyAsync } from 'bxml-jsx/testing';

declare const console: { log(...values: unknown[]): void };

const Choice = ({ digits = '' }: Pick<GatherEvent, 'digits'>) => (
  <Response>
    <SpeakSentence>{digits}</SpeakSentence>
  </Response>
);
const event = events.gather({ digits: '1', callId: 'c-17' });
const digits: string = event.digits;
const key: string = event.terminatingDigit;
console.log(digits, key === '', event.callUrl, parseEvent(event).eventType);
console.log(pretty(<Choice {...event} />));
console.log(await prettyAsync(Promise.resolve('<Response><Hangup/></Response>')));

const failureOf = (make: () => unknown): unknown => {
  try {
    return make();
  } catch (error) {
    return error;
  }
};
console.log(
  failureOf(() =>
    pretty(
      <Response>
        <Hangup />
        <Hangup />
      </Response>,
    ),
  ) instanceof BxmlError,
);
console.log(failureOf(() => pretty('<Response>')) instanceof BxmlError);
// @ts-expect-error an unknown field
export const misspelt = () => events.gather({ digits: '1', tga: 'order' });
// @ts-expect-error a value of the wrong type
console.log(failureOf(() => events.dtmf({ digit: 5 })) instanceof EventError);
