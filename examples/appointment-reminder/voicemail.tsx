import { Record, Response, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import { writeTag } from './call-tag.js';
import { paths } from './paths.js';
import { Say } from './say.js';

/** Takes a message of up to two minutes for the desk. */
export const Voicemail = ({ appointment }: { appointment: string }) => (
  <Response>
    <Say>Please leave your message, and press pound when you are done.</Say>
    <Record
      recordCompleteUrl={paths.voicemail}
      recordingAvailableUrl={paths.voicemail}
      {...useContext(WebhookCredentials)}
      terminatingDigits="#"
      silenceTimeout={5}
      maxDuration={120}
      tag={writeTag({ appointment })}
    />
  </Response>
);
