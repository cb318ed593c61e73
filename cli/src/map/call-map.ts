import type { Callee, CalleeBehavior, ReferOutcome } from 'bxml-jsx/testing';

/** What a person or the network does where a call leaves a choice. */
export type Action =
  /** `party`: `caller`, or the number of a called party. Default: `caller` */
  | { readonly kind: 'press'; readonly keys: string; readonly party?: string }
  | { readonly kind: 'say'; readonly words: string; readonly party?: string }
  /** Speaks for a duration, without words. */
  | { readonly kind: 'speak'; readonly seconds: number; readonly party?: string }
  /** No input: time passes until the call does something. */
  | { readonly kind: 'silence' }
  /** A party hangs up: `caller`, or the number of a called party. */
  | { readonly kind: 'hangUp'; readonly party: string }
  /** A phone that rings does this; the phone of the call itself at the start of an outbound call. */
  | {
      readonly kind: 'phone';
      readonly to: string;
      readonly behavior: Callee;
      /** True if a `Forward` dials it. */
      readonly isForwarded?: true;
      /** What the phones do that ring at the same time. */
      readonly others?: readonly { readonly to: string; readonly behavior: CalleeBehavior }[];
    }
  | { readonly kind: 'refer'; readonly to: string; readonly outcome: ReferOutcome };

/** A prompt, as a person hears it. */
export interface MapPrompt {
  readonly kind: 'speech' | 'audio';
  /** The words, or the URL of the audio. Parts that differ from call to call are placeholders such as `{digits}`. */
  readonly text: string;
}

/** Something wrong at a state, such as an invalid document or a URL that nothing serves. */
export interface MapProblem {
  readonly severity: 'error' | 'warning';
  /** The code of the problem, as in docs/errors.md. */
  readonly code: string;
  readonly message: string;
  /** What answered for a handler that failed: the document of `onError` or of the `fallback`. */
  readonly answeredBy?: {
    /** Its first prompt, if it has one. */
    readonly prompt?: string;
    /** The number of the called party that hears it; missing for the caller. */
    readonly party?: string;
  };
}

/** What a state is: a call starts, a verb listens, a phone rings, parties are connected, the call is over. */
export type MapStateKind = 'start' | 'input' | 'ringing' | 'refer' | 'connected' | 'waiting' | 'end' | 'unexplored';

/** A state of the call flow: where the call leaves a choice, or is over. */
export interface MapState {
  /** `s1`, `s2`…, in the order of discovery. */
  readonly id: string;
  /** A hash that recognizes the state in another run, in another version, and in the visits of tests. */
  readonly signature: string;
  readonly kind: MapStateKind;
  /** One line, such as `Gather /menu`, `rings +15551230077`, `application hangs up`. */
  readonly title: string;
  /** What was heard since the choice before. */
  readonly heard: readonly MapPrompt[];
  /** What it waits for, such as `1 key`, `speech`, `a recording`. Empty for an end. */
  readonly waitsFor: string;
  /** The events since the choice before, such as `gather /menu`. */
  readonly events: readonly string[];
  readonly problems: readonly MapProblem[];
  /** The shortest way from the start of the call. */
  readonly path: readonly Action[];
  /** Seconds for which the caller hears nothing on the way, if it is more than a moment. */
  readonly quiet?: number;
  /** The id of the state with the same document and the same choices, after other prompts. */
  readonly alike?: string;
  /** The keys that the prompts before an input name. */
  readonly namedKeys?: readonly string[];
  /** The cause of an end, such as `hangup`. */
  readonly cause?: string;
}

/** A choice that leads from a state to another. Several choices between the same two states are one edge. */
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly actions: readonly Action[];
  /** A label for each action, such as `1`, `wrong key`, `no input`, `busy`. */
  readonly labels: readonly string[];
}

/** The map of a call flow. The first state is where calls start. */
export interface CallMap {
  readonly version: 1;
  /** What was walked: a URL or the path of a module. */
  readonly application: string;
  readonly states: readonly MapState[];
  readonly edges: readonly MapEdge[];
  /** What was not walked, and why: one sentence each. */
  readonly leftOut: readonly string[];
}
