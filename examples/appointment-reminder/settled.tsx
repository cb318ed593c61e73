import { Response } from 'bxml-jsx';
import type { Appointment } from './appointment.js';
import { Goodbye } from './goodbye.js';
import { spokenTime } from './spoken-time.js';

/** The appointment is confirmed, at its old time or a new one. */
export const Settled = ({ appointment: { dentist, at } }: { appointment: Appointment }) => (
  <Response>
    <Goodbye>
      Thank you. {dentist} will see you on {spokenTime(at)}.
    </Goodbye>
  </Response>
);
