/** What has come of the reminders so far; only of an appointment that is `unconfirmed` is anybody reminded again. */
export type AppointmentState =
  | 'unconfirmed'
  | 'confirmed'
  | 'moved'
  | 'message left'
  | 'left to the desk'
  | 'call back wanted';

/** A call that was placed, and how it ended. */
export interface Attempt {
  readonly callId: string;
  /** As the `disconnect` event tells it: `busy`, `timeout`, `rejected`, `hangup`, … */
  readonly cause: string;
  readonly endedAt: Date;
}

/** An appointment that somebody is to be reminded of. */
export interface Appointment {
  readonly id: string;
  /** Whom to call (E.164). */
  readonly phone: string;
  /** Who is going to see them, as it is said. */
  readonly dentist: string;
  readonly at: Date;
  readonly state: AppointmentState;
  /** The calls so far, the oldest first. */
  readonly attempts: readonly Attempt[];
}

/** A time at which nobody comes yet. */
export interface FreeTime {
  readonly id: string;
  readonly at: Date;
}

/** A message for the desk, to be fetched from Bandwidth. */
export interface VoiceMessage {
  readonly recordingId: string;
  readonly mediaUrl: string;
}
