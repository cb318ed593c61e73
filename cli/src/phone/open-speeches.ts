import type { SpeechInProgress } from 'bxml-jsx/testing';

/** Milliseconds after which speech ends by itself: its page was closed. */
const LONGEST = 620_000;

/** What persons say into the microphone now, by the id of their handset. */
export class OpenSpeeches {
  readonly #speeches = new Map<string, { readonly speech: SpeechInProgress; readonly limit: NodeJS.Timeout }>();

  /** Begins the speech of a handset. It ends one that has no end yet. */
  begin(handset: string, speech: SpeechInProgress): void {
    this.take(handset)?.ends();
    const limit = setTimeout(() => this.take(handset)?.ends(), LONGEST);
    limit.unref();
    this.#speeches.set(handset, { speech, limit });
  }

  /** Returns the speech of a handset, which is the caller's to end; `undefined` if there is none. */
  take(handset: string): SpeechInProgress | undefined {
    const found = this.#speeches.get(handset);
    this.#speeches.delete(handset);
    clearTimeout(found?.limit);
    return found?.speech;
  }
}
