/**
 * For tests of phone calls: whole calls, simulated in process and in virtual time; the events that Bandwidth sends,
 * ready-made; and documents laid out for snapshots.
 *
 * @module
 */

export type { AnsweredDocument, AnsweredVerb } from '../simulator/answered-document.js';
export type { SimulatedApplication } from '../simulator/application/application.js';
export { type Basis, type Behaviour, behaviours } from '../simulator/behaviours.js';
export type { Call, ReferOutcome } from '../simulator/call.js';
export { CallError, type CallErrorCode } from '../simulator/call-error.js';
export type { Disrupted, Disruption } from '../simulator/disruptions.js';
export type { Matching } from '../simulator/event-match.js';
export { simulate } from '../simulator/index.js';
export type { KeyOptions, SpeechOptions } from '../simulator/input-options.js';
export type { Callee, CreateCall, MachineDetection } from '../simulator/outbound-call.js';
export type { Party } from '../simulator/party.js';
export type { InboundCall, Platform } from '../simulator/platform.js';
export type { PlatformFailure, Reception } from '../simulator/reception.js';
export type { SimulatedEventType } from '../simulator/simulated-events.js';
export type { ApplicationSettings, SimulatorOptions } from '../simulator/simulator-options.js';
export type {
  Change,
  FoundProblem,
  HeardAudio,
  HeardSpeech,
  Input,
  SentEvent,
  TimelineEntry,
  Trouble,
} from '../simulator/timeline.js';
export type { Built, EventBuilder, Given, NoSuchField } from './event-fixtures/event-builder.js';
export { type EventBuilders, events } from './events.js';
export { type PrettyOptions, pretty, prettyAsync } from './pretty.js';
