import type { SimulatedCall } from '../calls/call.js';
import type { SubjectRecord } from '../calls/call-record.js';
import { type HeardPrompt, type Hearing, TimelinePrompt } from '../calls/hearing.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';

/** What a conference is playing, and the members who hear it. */
export class ConferencePrompt implements Hearing {
  readonly #conference: string;
  readonly #heard: HeardSpeech | HeardAudio;
  readonly #own: TimelinePrompt;
  readonly #byMember = new Map<SimulatedCall, TimelinePrompt>();
  /** True once it has ended. */
  isOver = false;

  /** Adds it to the timeline of the conference. */
  constructor(
    conference: { readonly name: string; readonly record: SubjectRecord; readonly prompts: HeardPrompt[] },
    heard: HeardSpeech | HeardAudio,
  ) {
    this.#conference = conference.name;
    this.#heard = heard;
    this.#own = new TimelinePrompt(conference, heard, conference.name);
  }

  /** Lets a member hear it from now on, or no longer. */
  setHeard(call: SimulatedCall, isHeard: boolean): void {
    const known = this.#byMember.get(call);
    if (isHeard === (known !== undefined) || this.isOver) return;
    if (known === undefined) this.#byMember.set(call, new TimelinePrompt(call, this.#heard, this.#conference));
    else {
      this.#byMember.delete(call);
      known.end(false);
    }
  }

  end(finished: boolean): void {
    this.isOver = true;
    for (const prompt of [this.#own, ...this.#byMember.values()]) prompt.end(finished);
  }
}
