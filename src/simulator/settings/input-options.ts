import { behaviours } from './behaviors.js';

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
export const CHARACTER_SECONDS = behaviours['speech.time'].value;
