import type { EventType } from '../../events/webhook-event.js';
import { anyOf, anything } from '../../problems/check-options.js';
import { boolean, objectOf, record } from '../../problems/value-checks.js';
import { behaviors } from './behaviors.js';
import { asserting, isEventType } from './checks.js';
import { simulatedEventTypes } from './sent-events.js';

/** How keys are pressed. */
export interface KeyOptions {
  /** Virtual seconds between one key and the next. @default 0.25 */
  readonly every?: number | undefined;
  /** Press at once, even if nothing takes the keys, so that they are lost. @default false */
  readonly now?: boolean | undefined;
}

/** How words are spoken. */
export interface SpeechOptions {
  /** Virtual seconds that it takes. @default 0.065 a character */
  readonly seconds?: number | undefined;
  /** What is understood on the way, for `partialgather` events. @default none */
  readonly partial?: readonly string[] | undefined;
}

/** Seconds between two keys, and those that a character of speech takes, where a test does not say. */
export const KEY_SECONDS = 0.25;
export const CHARACTER_SECONDS = behaviors['speech.time'].value;

/** When a party hangs up. */
export interface HangUpOptions {
  /** While the application answers the next event of this type, of any leg of the call. @default at once */
  readonly during?: EventType | undefined;
}

// The values of `every`, `seconds` and `partial` are checked by the step itself, whose errors name its line.
export const assertKeyOptions = asserting(objectOf<KeyOptions>({ every: anything, now: boolean }));
export const assertSpeechOptions = asserting(objectOf<SpeechOptions>({ seconds: anything, partial: anything }));
export const assertHangUpOptions = asserting(objectOf<HangUpOptions>({ during: isEventType }));

/** A type of event that the simulator sends, for steps that name one. */
export const assertSentEventType = asserting(anyOf(simulatedEventTypes, 'an event that the simulator sends'));

/** The fields that a step expects of an event. */
export const assertEventFields = asserting(record);
