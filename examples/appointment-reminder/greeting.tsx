import { Response } from 'bxml-jsx';
import type { Appointment } from './appointment.js';
import { practice } from './practice.js';
import { Question } from './question.js';
import { Say } from './say.js';

/** The first words to somebody who has picked up. */
export const Greeting = ({ appointment, ask }: { appointment: Appointment; ask: number }) => (
  <Response>
    <Say>
      Hello, this is {practice.name}. <break time="300ms" />
    </Say>
    <Question appointment={appointment} ask={ask} />
  </Response>
);
