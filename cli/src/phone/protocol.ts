/**
 * What the phone's server and its page send to each other. All paths are relative to the page:
 *
 * - `GET events`: one stream of server-sent events, each a {@link ServerMessage}, with an id for `Last-Event-ID`.
 * - `POST command`: a {@link Command} as JSON. The response is a {@link CommandResult}.
 * - `GET export?format=test|json|picture&call=call-1`: a file; without `call`, of the whole session. A refusal is a
 *   {@link CommandResult} with a status of 400 or more.
 * - `GET media?entry=17`: the audio file that an entry plays, for the media elements of the page.
 *
 * `command` and `export` require the header {@link TOKEN_HEADER}, with the content of `<meta name="token">`.
 */

/** The name of the header with the token of the process. */
export const TOKEN_HEADER = 'x-phone-token';

/** A handset on the page: the caller of a call, or a phone that is called. */
export interface Handset {
  readonly id: string;
  /** The id of its call in this session, `call-1`…. */
  readonly call: string;
  /** `caller`, or the number that was dialed. */
  readonly name: string;
  readonly number: string;
  readonly displayName: string;
  /** The number and name that its display shows while it rings. */
  readonly callerId: string;
  readonly state: 'dialing' | 'ringing' | 'connected' | 'over';
  /** Why it is over, such as `hangup` or `busy`. */
  readonly cause: string;
  /** What listens: keys, speech, a recording; empty if nothing does. */
  readonly listens: readonly ('keys' | 'speech' | 'recording')[];
  /** The ids of the handsets that hear it. */
  readonly heardBy: readonly string[];
  readonly conference: string;
  /** The SIP URI of a REFER that waits for its outcome; empty if there is none. */
  readonly refersTo: string;
}

/** A call of the session with all its legs. */
export interface PhoneCall {
  readonly id: string;
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  /** Seconds of the session's clock at which it began and ended. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly cause: string;
  readonly problems: number;
}

/** A problem of a document, at a line of the response. */
export interface EntryProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** An exchange with the application. */
export interface Exchange {
  readonly eventType: string;
  readonly method: 'GET' | 'POST';
  /** The absolute URL as it was requested; for GET, with the event in its query string. */
  readonly url: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** Undefined until the response has come, or if none came. */
  readonly status: number | undefined;
  readonly contentType: string;
  /** The body, shortened to 131,072 bytes. Passwords are replaced by `***`. The oldest bodies are dropped beyond 32 MB. */
  readonly body: string;
  /** Real milliseconds; undefined until the outcome is known. */
  readonly milliseconds: number | undefined;
  /** One line: the status and the verbs, or what went wrong. Empty until it is known. */
  readonly outcome: string;
  /** Why it failed and what to do; empty if it did not. */
  readonly failure: string;
  readonly problems: readonly EntryProblem[];
}

/** A line of what happened. An entry may change later: it is sent again with the same id. */
export interface Entry {
  readonly id: number;
  /** The ids of the call and of the handset that it belongs to. */
  readonly call: string;
  readonly handset: string;
  /** Seconds of the session's clock. */
  readonly at: number;
  readonly kind: 'heard' | 'input' | 'exchange' | 'change' | 'problem' | 'trouble';
  /** The line as text. */
  readonly text: string;
  /** What the handset hears, to speak or play it. */
  readonly sound?: {
    /** `voice`: what another party says. */
    readonly kind: 'speech' | 'audio' | 'voice';
    /** The words; of an audio file, its URL. */
    readonly text: string;
    /** Of an audio file, the path at which the page gets it: `media?entry=17`. Empty for speech. */
    readonly url: string;
    readonly locale: string;
    readonly gender: string;
    readonly voice: string;
    readonly stopped: boolean;
    /** Why the page could not play the audio file, and what to do; empty if it could, or has not tried. */
    readonly failure: string;
  };
  readonly exchange?: Exchange;
}

/** The application: reachable, or why not. */
export interface ApplicationState {
  readonly target: string;
  readonly isReachable: boolean;
  /** What happened and what to do: one or more lines. */
  readonly message: string;
  /** True while the phone loads a module: the application responds in a moment. */
  readonly isLoading?: boolean;
}

/** What the form for a new call has at first; empty fields are for the page to choose. */
export interface CallDefaults {
  readonly from: string;
  readonly to: string;
  readonly displayName: string;
}

export type ServerMessage =
  /** The whole session: sent first, and after a reconnection that missed too much. */
  | {
      readonly kind: 'session';
      readonly now: number;
      readonly application: ApplicationState;
      readonly calls: readonly PhoneCall[];
      readonly handsets: readonly Handset[];
      readonly entries: readonly Entry[];
      /** Number of older entries that were removed. */
      readonly dropped: number;
      /** What the form for a new call has at first. */
      readonly defaults: CallDefaults;
    }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'call'; readonly call: PhoneCall }
  | { readonly kind: 'handset'; readonly handset: Handset }
  | { readonly kind: 'application'; readonly application: ApplicationState }
  /** The session's clock jumped ahead: seconds. */
  | { readonly kind: 'clock'; readonly now: number }
  /** Entries up to this id were removed, `dropped` in all. Calls without entries stay in the list of calls. */
  | { readonly kind: 'dropped'; readonly through: number; readonly dropped: number };

/**
 * The outcome of a REFER: it succeeds; it is refused with a SIP status; or it is accepted and fails with the status of the last
 * NOTIFY, or because none comes within 30 seconds (`status: 202` alone).
 */
export type ReferralOutcome =
  | { readonly succeeds: true }
  | { readonly fails: true; readonly status?: number; readonly notifyStatus?: number };

export type Command =
  | {
      readonly kind: 'dial';
      readonly from: string;
      readonly to: string;
      readonly displayName: string;
      readonly sipHeaders: Readonly<Record<string, string>>;
    }
  /** Places an outbound call, as the REST API does. */
  | {
      readonly kind: 'createCall';
      readonly from: string;
      readonly to: string;
      /** Relative to the target; empty for the target itself. */
      readonly answerUrl: string;
      readonly machineDetection: boolean;
    }
  | { readonly kind: 'press'; readonly handset: string; readonly keys: string }
  | { readonly kind: 'say'; readonly handset: string; readonly words: string }
  /** Speech into a recording or to other parties: seconds, and what the microphone recorded: base64 of a WAV file, or empty. */
  | { readonly kind: 'speak'; readonly handset: string; readonly seconds: number; readonly audio: string }
  /** Speech into the microphone begins: what was said follows when it ends. Refused while a stream needs the sound at once. */
  | { readonly kind: 'startSpeaking'; readonly handset: string }
  /** Ends it, also if the call is over by then. `audio` is as of `speak`. */
  | { readonly kind: 'stopSpeaking'; readonly handset: string; readonly audio: string }
  | { readonly kind: 'hangUp'; readonly handset: string }
  | {
      readonly kind: 'answer';
      readonly handset: string;
      readonly as: 'human' | 'machine';
    }
  | { readonly kind: 'ignore'; readonly handset: string }
  | { readonly kind: 'refuse'; readonly handset: string; readonly how: 'busy' | 'rejects' }
  /** The outcome of the REFER that the handset waits for. */
  | { readonly kind: 'refer'; readonly handset: string; readonly outcome: ReferralOutcome }
  /** Moves the clock ahead by seconds, or to the next thing that happens. */
  | { readonly kind: 'skip'; readonly seconds: number | 'next' }
  /** Sends the event of an entry again, with other fields if given. The call continues with the response. */
  | {
      readonly kind: 'sendAgain';
      readonly entry: number;
      readonly event: Readonly<Record<string, unknown>> | undefined;
    };

/** The response to a command: `error` says why it was refused, and what to do. */
export type CommandResult =
  | { readonly ok: true; readonly call?: string }
  | { readonly ok: false; readonly error: string };
