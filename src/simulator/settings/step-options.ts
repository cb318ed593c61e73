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
  /** Presses at once, even if nothing listens for keys, so that they are lost. @default false */
  readonly now?: boolean | undefined;
}

/** How words are spoken. */
export interface SpeechOptions {
  /** The length of the speech in virtual seconds. @default 0.065 per character */
  readonly seconds?: number | undefined;
  /** Partial results, for `partialgather` events. @default none */
  readonly partial?: readonly string[] | undefined;
}

/** Default seconds between two keys. */
export const KEY_SECONDS = 0.25;
/** Default seconds per character of speech. */
export const CHARACTER_SECONDS = behaviors['speech.time'].value;

/** When a party hangs up. */
export interface HangUpOptions {
  /** Hangs up while the application handles the next event of this type, on any leg of the call. @default at once */
  readonly during?: EventType | undefined;
}

// The steps check the values of `every`, `seconds` and `partial`, so that the error names the line of the step.
export const assertKeyOptions = asserting(objectOf<KeyOptions>({ every: anything, now: boolean }));
export const assertSpeechOptions = asserting(objectOf<SpeechOptions>({ seconds: anything, partial: anything }));
export const assertHangUpOptions = asserting(objectOf<HangUpOptions>({ during: isEventType }));

export const assertSentEventType = asserting(anyOf(simulatedEventTypes, 'an event that the simulator sends'));

export const assertEventFields = asserting(record);
