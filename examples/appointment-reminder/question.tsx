import { Gather, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import type { Appointment } from './appointment.js';
import { writeTag } from './call-tag.js';
import { paths } from './paths.js';
import { Say } from './say.js';
import { spokenTime } from './spoken-time.js';

/** How often a question is asked in all, when wrong keys or none are pressed. */
export const MOST_ASKS = 3;

interface QuestionProps {
  appointment: Appointment;
  /** Counts from 1. */
  ask: number;
  /** Why it is asked again. */
  apology?: string | undefined;
}

/** Names the appointment and asks what is to become of it. */
export const Question = ({ appointment: { id, dentist, at }, ask, apology }: QuestionProps) => (
  <Gather
    gatherUrl={paths.choice}
    {...useContext(WebhookCredentials)}
    maxDigits={1}
    firstDigitTimeout={6}
    tag={writeTag({ appointment: id, ask })}
  >
    {apology !== undefined && <Say>{apology}</Say>}
    <Say>
      Your appointment with {dentist} is on {spokenTime(at)}.
    </Say>
    <Say>
      To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press
      0.
    </Say>
  </Gather>
);
