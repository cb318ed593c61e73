/** The outcome of the reminders so far. Only `unconfirmed` appointments get another call. */
export type AppointmentState =
  | 'unconfirmed'
  | 'confirmed'
  | 'moved'
  | 'message left'
  | 'left to the desk'
  | 'call back wanted';

/** A placed call and how it ended. */
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
  /** The dentist's name as spoken. */
  readonly dentist: string;
  readonly at: Date;
  readonly state: AppointmentState;
  /** The calls so far, oldest first. */
  readonly attempts: readonly Attempt[];
}

/** An available appointment time. */
export interface FreeTime {
  readonly id: string;
  readonly at: Date;
}

/** A recorded message for the front desk. Download its audio from Bandwidth. */
export interface VoiceMessage {
  readonly recordingId: string;
  readonly mediaUrl: string;
}

/**
 * Stores the appointments. Bandwidth may send an event twice, so every change is idempotent. A change to an appointment
 * that is not in the book is ignored, because it has been canceled.
 */
export interface AppointmentBook {
  find(id: string): Promise<Appointment | undefined>;
  /** Returns the appointments after `now`. */
  upcoming(now: Date): Promise<readonly Appointment[]>;
  /** Returns the next free times, earliest first, at most `limit`. */
  freeTimes(limit: number): Promise<readonly FreeTime[]>;
  /** Moves an appointment to a free time and returns it. Returns `undefined` if the time is no longer free. */
  move(id: string, freeTimeId: string): Promise<Appointment | undefined>;
  settle(id: string, state: AppointmentState): Promise<void>;
  noteAttempt(id: string, attempt: Attempt): Promise<void>;
  keepMessage(id: string, message: VoiceMessage): Promise<void>;
}

/** An in-memory book for tests and demos. In production, use a database table. */
export class BookInMemory implements AppointmentBook {
  readonly #appointments: Map<string, Appointment>;
  readonly #times: Map<string, FreeTime>;
  /** Appointment ids by the id of their time. */
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

  async freeTimes(limit: number): Promise<readonly FreeTime[]> {
    const free = [...this.#times.values()].filter(({ id }) => !this.#takenBy.has(id));
    return free.sort((one, other) => one.at.getTime() - other.at.getTime()).slice(0, limit);
  }

  async move(id: string, freeTimeId: string): Promise<Appointment | undefined> {
    const time = this.#times.get(freeTimeId);
    if (!this.#appointments.has(id) || time === undefined || !this.take(freeTimeId, id)) return undefined;
    for (const [timeId, taker] of this.#takenBy)
      if (taker === id && timeId !== freeTimeId) this.#takenBy.delete(timeId);
    return this.#change(id, { at: time.at, state: 'moved' });
  }

  /** Reserves a time for an appointment. Returns false if another appointment has it. */
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
