import { Gather, Response, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import { writeTag } from './call-tag.js';
import { paths } from './paths.js';
import { Say } from './say.js';

interface UnattendedProps {
  /** The id of the appointment that they wanted to talk about. */
  appointment: string;
  /** Counts from 1. */
  ask: number;
  /** What is said first. */
  children: string;
}

/** Nobody is at the desk: asks for a message, or whether to call back. */
export const Unattended = ({ appointment, ask, children }: UnattendedProps) => (
  <Response>
    <Gather
      gatherUrl={paths.unattended}
      {...useContext(WebhookCredentials)}
      maxDigits={1}
      firstDigitTimeout={6}
      tag={writeTag({ appointment, ask })}
    >
      <Say>{children}</Say>
      <Say>To leave a message, press 1. To be called back, press 2.</Say>
    </Gather>
  </Response>
);
