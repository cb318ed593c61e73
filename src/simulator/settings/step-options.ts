import type { EventType } from '../../events/webhook-event.js';
import { anyOf, anything, type Check, faultOf } from '../../problems/check-options.js';
import { boolean, objectOf, record } from '../../problems/value-checks.js';
import { muLawOfWav } from '../audio/formats.js';
import { behaviors } from '../behaviors/index.js';
import { asserting, isEventType } from './checks.js';
import { callEventTypes, conferenceEventTypes } from './sent-events.js';

/** How keys are pressed. */
export interface KeyOptions {
  /** Virtual seconds between one key and the next. @default 0.25 */
  readonly every?: number | undefined;
  /** Presses at once, even if nothing listens for keys, so that they are lost. @default false */
  readonly now?: boolean | undefined;
}

/** How words are spoken. */
export interface SpeechOptions {
  /** The length of the speech in virtual seconds. @default 0.065 per character, or the length of `audio` */
  readonly seconds?: number | undefined;
  /**
   * A WAV file (PCM of 8 or 16 bits, or mu-law) for the streams and the recordings of the call. `seconds` is its length then.
   * @default a tone
   */
  readonly audio?: Uint8Array | undefined;
  /** Partial results, for `partialgather` events and for transcriptions with `stabilized={false}`. @default none */
  readonly partial?: readonly string[] | undefined;
  /** Speaks at once, even if nothing listens, such as during hold music. @default false */
  readonly now?: boolean | undefined;
}

/** How a party speaks without words. */
export interface SoundOptions {
  /**
   * A WAV file (PCM of 8 or 16 bits, or mu-law) for the streams and the recordings of the call. Silence follows if it is shorter
   * than the speech.
   * @default a tone
   */
  readonly audio?: Uint8Array | undefined;
  /** Speaks at once, even if nothing listens, such as during hold music. @default false */
  readonly now?: boolean | undefined;
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

const isWav: Check = (value) => {
  const audio = value instanceof Uint8Array ? muLawOfWav(value) : 'is not a Uint8Array';
  return typeof audio === 'string' ? faultOf(audio) : undefined;
};

// The steps check the values of `every`, `seconds` and `partial`, so that the error names the line of the step.
export const assertKeyOptions = asserting(objectOf<KeyOptions>({ every: anything, now: boolean }));
export const assertEndOptions = asserting(objectOf<Pick<SoundOptions, 'audio'>>({ audio: isWav }));
export const assertSoundOptions = asserting(objectOf<SoundOptions>({ audio: isWav, now: boolean }));
export const assertSpeechOptions = asserting(
  objectOf<SpeechOptions>(
    { seconds: anything, audio: isWav, partial: anything, now: boolean },
    {
      also: ({ audio, seconds }) =>
        audio !== undefined && seconds !== undefined ? 'has both audio and seconds' : undefined,
    },
  ),
);
export const assertHangUpOptions = asserting(objectOf<HangUpOptions>({ during: isEventType }));

/** Checks for an event type. The hint for types of the other list says which step waits for them. */
const eventTypeOf =
  (types: readonly string[], many: string, others: readonly string[], hint: string): Check =>
  (value) => {
    const fault = anyOf(types, many)(value);
    return fault !== undefined && others.some((each) => each === value) ? { ...fault, hint } : fault;
  };

const SENT = 'an event that the simulator sends for a';

export const assertCallEventType = asserting(
  eventTypeOf(
    callEventTypes,
    `${SENT} call`,
    conferenceEventTypes,
    'Events of a conference: const room = await platform.conference(name); await room.receives(…)',
  ),
);
export const assertConferenceEventType = asserting(
  eventTypeOf(conferenceEventTypes, `${SENT} conference`, callEventTypes, 'Events of a call: await call.receives(…)'),
);

export const assertEventFields = asserting(record);
