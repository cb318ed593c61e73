/** The result of the reminders so far. Only `unconfirmed` appointments are called about again. */
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
  /** The cause in the `disconnect` event: `busy`, `timeout`, `rejected`, `hangup`, … */
  readonly cause: string;
  readonly endedAt: Date;
}

/** An appointment with a dentist. */
export interface Appointment {
  readonly id: string;
  /** The phone number of the patient (E.164). */
  readonly phone: string;
  /** The name of the dentist as it is spoken. */
  readonly dentist: string;
  readonly at: Date;
  readonly state: AppointmentState;
  /** The calls so far, the oldest first. */
  readonly attempts: readonly Attempt[];
}

/** A time without an appointment. */
export interface FreeTime {
  readonly id: string;
  readonly at: Date;
}

/** A message for the desk, to be downloaded from Bandwidth. */
export interface VoiceMessage {
  readonly recordingId: string;
  readonly mediaUrl: string;
}

/**
 * Stores the appointments. Bandwidth may send an event twice, so every change is idempotent. A change to an appointment
 * that is not in the book is ignored, because it was cancelled in the meantime.
 */
export interface AppointmentBook {
  find(id: string): Promise<Appointment | undefined>;
  /** Returns the appointments after `now`. */
  upcoming(now: Date): Promise<readonly Appointment[]>;
  /** Returns the next free times, the earliest first, at most `most`. */
  freeTimes(most: number): Promise<readonly FreeTime[]>;
  /** Moves an appointment to a free time. Returns it, or `undefined` if the time has been taken in the meantime. */
  move(id: string, freeTimeId: string): Promise<Appointment | undefined>;
  settle(id: string, state: AppointmentState): Promise<void>;
  noteAttempt(id: string, attempt: Attempt): Promise<void>;
  keepMessage(id: string, message: VoiceMessage): Promise<void>;
}

/** A book for tests and trials. In production, use a table in a database. */
export class BookInMemory implements AppointmentBook {
  readonly #appointments: Map<string, Appointment>;
  readonly #times: Map<string, FreeTime>;
  /** The id of the appointment at each taken time, by id of the time. */
  readonly #takenBy = new Map<string, string>();
  readonly #messages = new Map<string, Map<string, VoiceMessage>>();

  constructor(appointments: readonly Appointment[], times: readonly FreeTime[]) {
    this.#appointments = new Map(appointments.map((appointment) => [appointment.id, appointment]));
    this.#times = new Map(times.map((time) => [time.id, time]));
  }

  async find(id: string): Promise<Appointment | undefined> {
    return this.#appointments.get(id);
  }

  async upcoming(now: Date): Promise<readonly Appointment[]> {
    return [...this.#appointments.values()].filter(({ at }) => at > now);
  }

  async freeTimes(most: number): Promise<readonly FreeTime[]> {
    const free = [...this.#times.values()].filter(({ id }) => !this.#takenBy.has(id));
    return free.sort((one, other) => one.at.getTime() - other.at.getTime()).slice(0, most);
  }

  async move(id: string, freeTimeId: string): Promise<Appointment | undefined> {
    const time = this.#times.get(freeTimeId);
    if (!this.#appointments.has(id) || time === undefined || !this.take(freeTimeId, id)) return undefined;
    for (const [timeId, taker] of this.#takenBy)
      if (taker === id && timeId !== freeTimeId) this.#takenBy.delete(timeId);
    return this.#change(id, { at: time.at, state: 'moved' });
  }

  /** Takes a time for an appointment. Returns false if another appointment has it. */
  take(freeTimeId: string, appointmentId: string): boolean {
    const taker = this.#takenBy.get(freeTimeId) ?? appointmentId;
    this.#takenBy.set(freeTimeId, taker);
    return taker === appointmentId;
  }

  /** Removes an appointment. */
  cancel(id: string): void {
    this.#appointments.delete(id);
  }

  async settle(id: string, state: AppointmentState): Promise<void> {
    this.#change(id, { state });
  }

  async noteAttempt(id: string, attempt: Attempt): Promise<void> {
    const attempts = this.#appointments.get(id)?.attempts ?? [];
    if (attempts.some(({ callId }) => callId === attempt.callId)) return;
    this.#change(id, { attempts: [...attempts, attempt] });
  }

  async keepMessage(id: string, message: VoiceMessage): Promise<void> {
    const messages = this.#messages.get(id) ?? new Map<string, VoiceMessage>();
    this.#messages.set(id, messages.set(message.recordingId, message));
  }

  /** Returns the messages about an appointment. */
  messages(id: string): readonly VoiceMessage[] {
    return [...(this.#messages.get(id)?.values() ?? [])];
  }

  #change(id: string, changes: Partial<Appointment>): Appointment | undefined {
    const appointment = this.#appointments.get(id);
    if (appointment === undefined) return undefined;
    const changed = { ...appointment, ...changes };
    this.#appointments.set(id, changed);
    return changed;
  }
}
