// All BXML elements, and `defineVerb` for custom ones.

export { Bridge, type BridgeProps } from './bridge.js';
export { Conference, type ConferenceProps } from './conference.js';
export { Connect, type ConnectProps, Endpoint, type EndpointProps } from './connect.js';
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
export { Bxml, type BxmlProps, Response, type ResponseProps } from './document.js';
export { Forward, type ForwardProps } from './forward.js';
export { Gather, type GatherProps } from './gather.js';
export { Hangup, type HangupProps } from './hangup.js';
export { CustomParam, type CustomParamProps, StreamParam, type StreamParamProps } from './parameters.js';
export { Pause, type PauseProps, Ring, type RingProps } from './pause.js';
export { PhoneNumber, type PhoneNumberProps } from './phone-number.js';
export { PlayAudio, type PlayAudioProps } from './play-audio.js';
export { Record, type RecordProps } from './record.js';
export { Redirect, type RedirectProps } from './redirect.js';
export { Refer, type ReferProps } from './refer.js';
export { SendDtmf, type SendDtmfProps } from './send-dtmf.js';
export type { Locale, Voice } from './shared/voices.js';
export { SipUri, type SipUriProps } from './sip-uri.js';
export { SpeakSentence, type SpeakSentenceProps } from './speak-sentence.js';
export { StartGather, type StartGatherProps, StopGather, type StopGatherProps } from './start-gather.js';
export {
  PauseRecording,
  type PauseRecordingProps,
  ResumeRecording,
  type ResumeRecordingProps,
  StartRecording,
  type StartRecordingProps,
  StopRecording,
  type StopRecordingProps,
} from './start-recording.js';
export { StartStream, type StartStreamProps, StopStream, type StopStreamProps } from './start-stream.js';
export {
  StartTranscription,
  type StartTranscriptionProps,
  StopTranscription,
  type StopTranscriptionProps,
} from './start-transcription.js';
export { Tag, type TagProps } from './tag.js';
export { Transfer, type TransferProps } from './transfer.js';
