import { defineVerb, Gather, Response, render, SpeakSentence } from 'bxml-jsx';
import { parseEvent } from 'bxml-jsx/events';
import { webhooks } from 'bxml-jsx/koa';
import { parse } from 'bxml-jsx/parse';
import { events, prettyAsync } from 'bxml-jsx/testing';

export const menu = () => (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={1}>
      <SpeakSentence voice="julie">
        Hello <break time="1s" />
      </SpeakSentence>
    </Gather>
  </Response>
);
export const xml = () => render(parse('<Hangup/>'), { pretty: true });
export const calls = webhooks({ initiate: ({ callerDisplayName }) => (callerDisplayName ? menu() : menu()) });
export const read = parseEvent;
export const define = defineVerb;
export const shown = prettyAsync;
export const { digits } = events.gather();
export const { transferTo } = events.transferComplete({ transferTo: '+15551230009' });
