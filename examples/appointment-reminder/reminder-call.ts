import type { Credentials } from 'bxml-jsx/koa';
import type { Appointment } from './appointment.js';
import { writeTag } from './call-tag.js';
import { paths } from './paths.js';
import { practice } from './practice.js';

/** What the request to place a call needs besides the appointment. */
export interface ReminderSettings {
  /** Id of the voice application at Bandwidth. */
  readonly applicationId: string;
  /** Where the webhooks are served from outside, such as `https://reminders.example`. */
  readonly origin: string;
  /** Those that the webhooks ask for. */
  readonly credentials?: Credentials | undefined;
}

/**
 * The request that has Bandwidth call about an appointment: the body of `POST …/calls`. Machine detection holds the
 * `answer` event back until it has a result, so the first words suit whoever listens.
 */
export const reminderCall = ({ id, phone }: Appointment, { applicationId, origin, credentials }: ReminderSettings) => ({
  applicationId,
  from: practice.phone,
  to: phone,
  answerUrl: new URL(paths.answered, origin).href,
  disconnectUrl: new URL(paths.over, origin).href,
  callTimeout: 25,
  machineDetection: { mode: 'sync' as const },
  tag: writeTag({ appointment: id }),
  ...credentials,
});
