import { PhoneNumber, Transfer, useContext } from 'bxml-jsx';
import { WebhookCredentials } from '../phone-menu/credentials.js';
import { writeTag } from './call-tag.js';
import { paths } from './paths.js';
import { practice } from './practice.js';
import { Say } from './say.js';

interface DeskTransferProps {
  /** The id of the appointment that they want to talk about. */
  appointment: string;
  /** A word on why. */
  children?: string;
}

/** Rings the front desk. Its leg has a tag of its own, with the same appointment. */
export const DeskTransfer = ({ appointment, children = '' }: DeskTransferProps) => (
  <>
    <Say>{`${children} We are putting you through to the front desk.`.trim()}</Say>
    <Transfer
      transferCompleteUrl={paths.desk}
      {...useContext(WebhookCredentials)}
      callTimeout={20}
      tag={writeTag({ appointment })}
    >
      <PhoneNumber
        transferAnswerUrl={paths.whisper}
        transferDisconnectUrl={paths.desk}
        {...useContext(WebhookCredentials)}
        tag={writeTag({ appointment })}
      >
        {practice.desk}
      </PhoneNumber>
    </Transfer>
  </>
);
