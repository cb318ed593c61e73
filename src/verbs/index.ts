// Every element of BXML, and what it takes to define another one.

export { Bridge, type BridgeProps } from './bridge.js';
export { Bxml, type BxmlProps } from './bxml.js';
export { Conference, type ConferenceProps } from './conference.js';
export { Connect, type ConnectProps } from './connect.js';
export { CustomParam, type CustomParamProps } from './custom-param.js';
export type {
  AttributeRule,
  AttributeRules,
  BooleanAttribute,
  EnumAttribute,
  ExactEnum,
  Finding,
  NumberAttribute,
  RulesFor,
  TextAttribute,
  UrlAttribute,
} from './define/attribute-rule.js';
export { oneOf } from './define/attribute-rule.js';
export type { BackgroundTracks, CallState, TracksOutcome } from './define/call-state.js';
export { defineVerb, type PropsOf, type Verb } from './define/define-verb.js';
export type {
  CheckedBy,
  ChildCount,
  DefinitionFor,
  ResponseContext,
  RuleContext,
  RuleNames,
  Severity,
  TextRule,
  VerbDefinition,
  VerbRule,
  VerbTraits,
} from './define/verb-definition.js';
export { Endpoint, type EndpointProps } from './endpoint.js';
export { Forward, type ForwardProps } from './forward.js';
export { Gather, type GatherProps } from './gather.js';
export { Hangup, type HangupProps } from './hangup.js';
export { Pause, type PauseProps } from './pause.js';
export { PauseRecording, type PauseRecordingProps } from './pause-recording.js';
export { PhoneNumber, type PhoneNumberProps } from './phone-number.js';
export { PlayAudio, type PlayAudioProps } from './play-audio.js';
export { Record, type RecordProps } from './record.js';
export { Redirect, type RedirectProps } from './redirect.js';
export { Refer, type ReferProps } from './refer.js';
export { Response, type ResponseProps } from './response.js';
export { ResumeRecording, type ResumeRecordingProps } from './resume-recording.js';
export { Ring, type RingProps } from './ring.js';
export { SendDtmf, type SendDtmfProps } from './send-dtmf.js';
export type { Locale, Voice } from './shared/voices.js';
export { SipUri, type SipUriProps } from './sip-uri.js';
export { SpeakSentence, type SpeakSentenceProps } from './speak-sentence.js';
export { StartGather, type StartGatherProps } from './start-gather.js';
export { StartRecording, type StartRecordingProps } from './start-recording.js';
export { StartStream, type StartStreamProps } from './start-stream.js';
export { StartTranscription, type StartTranscriptionProps } from './start-transcription.js';
export { StopGather, type StopGatherProps } from './stop-gather.js';
export { StopRecording, type StopRecordingProps } from './stop-recording.js';
export { StopStream, type StopStreamProps } from './stop-stream.js';
export { StopTranscription, type StopTranscriptionProps } from './stop-transcription.js';
export { StreamParam, type StreamParamProps } from './stream-param.js';
export { Tag, type TagProps } from './tag.js';
export { Transfer, type TransferProps } from './transfer.js';
