import {
  Bridge,
  Bxml,
  type BxmlElement,
  Conference,
  Connect,
  CustomParam,
  Endpoint,
  Forward,
  Gather,
  Hangup,
  Pause,
  PauseRecording,
  PhoneNumber,
  PlayAudio,
  Record,
  Redirect,
  Refer,
  Response,
  ResumeRecording,
  Ring,
  SendDtmf,
  SipUri,
  SpeakSentence,
  StartGather,
  StartRecording,
  StartStream,
  StartTranscription,
  StopGather,
  StopRecording,
  StopStream,
  StopTranscription,
  StreamParam,
  Tag,
  Transfer,
  type Verb,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { doc } from './rule-cases.js';

type Props = Readonly<Record<string, unknown>>;

/** Returns the smallest document with an element of that name, with these props in addition to its own. */
export type Sample = (more?: Props) => BxmlElement;

const verb =
  (type: Verb<never>, props: Props = {}): Sample =>
  (more) =>
    doc(jsx(type, { ...props, ...more }));

const within =
  (wrap: (inner: BxmlElement) => BxmlElement, type: Verb<never>, props: Props = {}): Sample =>
  (more) =>
    wrap(jsx(type, { ...props, ...more }));

const destination = 'wss://media.example/live';
const inTransfer = (inner: BxmlElement): BxmlElement => doc(jsx(Transfer, { children: inner }));
/** Returns a document that keeps the call up after a verb that works in the background, to avoid a warning. */
const withPause = (verb: BxmlElement): BxmlElement => doc(verb, jsx(Pause, {}));
const inStream = (inner: BxmlElement): BxmlElement => withPause(jsx(StartStream, { destination, children: inner }));
const inTranscription = (inner: BxmlElement): BxmlElement =>
  withPause(jsx(StartTranscription, { destination, children: inner }));

/** A sample of every BXML element, without problems in the response for a call. */
export const samples: Readonly<Record<string, Sample>> = {
  Response: (more = {}) => jsx(Response, more),
  Bxml: (more = {}) => jsx(Bxml, more),
  Bridge: verb(Bridge, { children: 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d' }),
  Conference: verb(Conference, { children: 'room' }),
  Connect: verb(Connect, { children: jsx(Endpoint, { children: 'e-1' }) }),
  Endpoint: within((inner) => doc(jsx(Connect, { children: inner })), Endpoint, { children: 'e-1' }),
  Forward: verb(Forward, { to: 'sip:desk@pbx.example' }),
  Gather: verb(Gather, { gatherUrl: '/g' }),
  Hangup: verb(Hangup),
  Pause: verb(Pause),
  PauseRecording: verb(PauseRecording),
  PhoneNumber: within(inTransfer, PhoneNumber, { children: '+15551230000' }),
  PlayAudio: verb(PlayAudio, { children: '/beep.wav' }),
  Record: verb(Record),
  Redirect: verb(Redirect, { redirectUrl: '/next' }),
  Refer: verb(Refer, { children: jsx(SipUri, { children: 'sip:desk@pbx.example' }) }),
  ResumeRecording: verb(ResumeRecording),
  Ring: verb(Ring),
  SendDtmf: verb(SendDtmf, { children: '1' }),
  SipUri: within(inTransfer, SipUri, { children: 'sip:desk@pbx.example' }),
  SpeakSentence: verb(SpeakSentence, { children: 'hi' }),
  StartGather: within(withPause, StartGather, { dtmfUrl: '/keys' }),
  StartRecording: within(withPause, StartRecording),
  StartStream: within(withPause, StartStream, { destination }),
  StreamParam: within(inStream, StreamParam, { name: 'language', value: 'en' }),
  StartTranscription: within(withPause, StartTranscription, { destination }),
  CustomParam: within(inTranscription, CustomParam, { name: 'language', value: 'en' }),
  StopGather: verb(StopGather),
  StopRecording: verb(StopRecording),
  StopStream: verb(StopStream, { name: 'a' }),
  StopTranscription: verb(StopTranscription),
  Tag: verb(Tag, { children: 'x' }),
  Transfer: verb(Transfer, { children: jsx(PhoneNumber, { children: '+15551230000' }) }),
};
