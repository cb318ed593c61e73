/** A piece of speech that a party heard. */
export interface HeardSpeech {
  readonly kind: 'speech';
  /** The words as they are spoken, with the `alias` of a `sub`; without markup, white space collapsed. */
  readonly text: string;
  /** The content as it was marked up. */
  readonly ssml: string;
  /** The voice, the language and the gender that were asked for, where they were. */
  readonly voice?: string;
  readonly locale?: string;
  readonly gender?: string;
  /** It was stopped by a key or by the end of the call, after so many seconds. */
  readonly stoppedAfter?: number;
}

/** An audio file that a party heard. */
export interface HeardAudio {
  readonly kind: 'audio';
  /** Its absolute address. */
  readonly url: string;
  /** It was stopped by a key or by the end of the call, after so many seconds. */
  readonly stoppedAfter?: number;
}
