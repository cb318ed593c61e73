import { Response } from 'bxml-jsx';
import type { Appointment } from './appointment.js';
import { Say } from './say.js';
import { spokenTime } from './spoken-time.js';

/** Tells the desk, and nobody else, what the call is about, before the two are joined. */
export const Whisper = ({ appointment }: { appointment?: Appointment | undefined }) => (
  <Response>
    <Say>
      {appointment === undefined
        ? 'A call about a reminder.'
        : `A call about the appointment with ${appointment.dentist} on ${spokenTime(appointment.at)}.`}
    </Say>
  </Response>
);
