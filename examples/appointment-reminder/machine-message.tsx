import { Redirect, Response, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import type { Appointment } from './appointment.js';
import { paths } from './paths.js';
import { practice } from './practice.js';
import { PracticePhone } from './practice-phone.js';
import { Say } from './say.js';
import { spokenTime } from './spoken-time.js';

/**
 * The message for an answering machine. Anybody may listen to it, so it does not say whom they are going to see. Only
 * when it has been spoken to its end is it taken as left.
 */
export const MachineMessage = ({ appointment: { at } }: { appointment: Appointment }) => (
  <Response>
    <Say>
      This is {practice.name}. We look forward to seeing you on {spokenTime(at)}. <break time="300ms" /> To change that,
      please call us at <PracticePhone />.
    </Say>
    <Redirect redirectUrl={paths.messageLeft} {...useContext(WebhookCredentials)} />
  </Response>
);
