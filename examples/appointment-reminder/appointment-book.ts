import type { Appointment, AppointmentState, Attempt, FreeTime, VoiceMessage } from './appointment.js';

/**
 * Where appointments are kept. Bandwidth may send an event twice, so what is noted twice counts once.
 *
 * What it is told of an appointment that it does not have, it ignores: that was cancelled in the meantime.
 */
export interface AppointmentBook {
  find(id: string): Promise<Appointment | undefined>;
  /** Those that have not been yet. */
  upcoming(now: Date): Promise<readonly Appointment[]>;
  /** The next free times, the earliest first, at most so many. */
  freeTimes(most: number): Promise<readonly FreeTime[]>;
  /**
   * Moves an appointment to a free time.
   *
   * @returns the appointment as it is now; `undefined` when somebody else has taken that time meanwhile.
   */
  move(id: string, freeTimeId: string): Promise<Appointment | undefined>;
  settle(id: string, state: AppointmentState): Promise<void>;
  noteAttempt(id: string, attempt: Attempt): Promise<void>;
  keepMessage(id: string, message: VoiceMessage): Promise<void>;
}
