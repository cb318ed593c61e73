// Events of one call, and a handler for it.
import { type BxmlElement, Response, SpeakSentence } from 'bxml-jsx';

export const call = {
  callId: 'c-1',
  from: '+15551230001',
  to: '+15551230002',
  direction: 'inbound',
  callUrl: 'https://voice.example/c-1',
};
export const initiate = { eventType: 'initiate', ...call };
export const disconnect = { eventType: 'disconnect', ...call, endTime: '2026-11-24T00:00:00Z', cause: 'hangup' };
export const timed = { ...disconnect, eventTime: '2026-11-24T00:00:01Z' };
export const conferenceCreated = { eventType: 'conferenceCreated', conferenceId: 'conf-1', name: 'room' };
export const unknown = { eventType: 'tomorrow', callId: 'c-1' };

export const Greeting = ({ from }: { from: string }): BxmlElement => (
  <Response>
    <SpeakSentence>Hello {from}</SpeakSentence>
  </Response>
);

export const saying = (text: string): BxmlElement => (
  <Response>
    <SpeakSentence>{text}</SpeakSentence>
  </Response>
);
