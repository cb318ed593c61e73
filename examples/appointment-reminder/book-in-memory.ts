import type { Appointment, AppointmentState, Attempt, FreeTime, VoiceMessage } from './appointment.js';
import type { AppointmentBook } from './appointment-book.js';

/** A book for tests, and to try the reminders with; one that lasts is a table in a database. */
export class BookInMemory implements AppointmentBook {
  readonly #appointments: Map<string, Appointment>;
  readonly #times: Map<string, FreeTime>;
  /** Which appointment has taken a time. */
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

  /** Takes a time for an appointment; false when another one has it. */
  take(freeTimeId: string, appointmentId: string): boolean {
    const taker = this.#takenBy.get(freeTimeId) ?? appointmentId;
    this.#takenBy.set(freeTimeId, taker);
    return taker === appointmentId;
  }

  /** Strikes an appointment out. */
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

  /** The messages that were left about an appointment. */
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
