/**
 * For tests of phone calls: whole calls, simulated in process and in virtual time; the events that Bandwidth sends,
 * ready-made; and documents laid out for snapshots.
 *
 * @module
 */

export type { SimulatedApplication } from '../simulator/application/application.js';
export type { AnsweredDocument, AnsweredVerb } from '../simulator/documents/answered-document.js';
export { simulate } from '../simulator/index.js';
export type { InboundCall, Platform } from '../simulator/platform/platform.js';
export type { Callee, CreateCall, MachineDetection } from '../simulator/rest/create-call.js';
export { type Basis, type Behaviour, behaviours } from '../simulator/settings/behaviors.js';
export type { PlatformFailure, Reception } from '../simulator/settings/callee-behavior.js';
export type { Disrupted, Disruption } from '../simulator/settings/disruptions.js';
export type { KeyOptions, SpeechOptions } from '../simulator/settings/input-options.js';
export type { SimulatedEventType } from '../simulator/settings/sent-events.js';
export type { ApplicationSettings, SimulatorOptions } from '../simulator/settings/simulator-options.js';
export { CallError, type CallErrorCode } from '../simulator/steps/call-error.js';
export type { Call, ReferOutcome } from '../simulator/steps/caller.js';
export type { Matching } from '../simulator/steps/event-match.js';
export type { Party } from '../simulator/steps/party.js';
export type {
  Change,
  FoundProblem,
  HeardAudio,
  HeardSpeech,
  Input,
  SentEvent,
  TimelineEntry,
  Trouble,
} from '../simulator/time/timeline.js';
export type { Built, EventBuilder, Given, NoSuchField } from './event-fixtures/event-builder.js';
export { type EventBuilders, events } from './events.js';
export { type PrettyOptions, pretty, prettyAsync } from './pretty.js';
