import { PhoneNumber, Response, Transfer, useContext } from 'bxml-jsx';
import type { TransferAnswerEvent, TransferCompleteEvent } from 'bxml-jsx/events';
import { type Department, departmentForTag } from './departments.js';
import { Goodbye } from './goodbye.js';
import { paths } from './paths.js';
import { Say } from './say.js';
import { Voicemail } from './voicemail.js';
import { WebhookCredentials } from './webhook-credentials.js';

/** Rings all phones of a department; the tag tells the webhooks that follow which one it was. */
export const TransferTo = ({ department: { id, name, phones } }: { department: Department }) => {
  const credentials = useContext(WebhookCredentials);
  const leg = { transferAnswerUrl: paths.transfer, transferDisconnectUrl: paths.transfer, ...credentials, tag: id };
  return (
    <>
      <Say>We are putting you through to {name}.</Say>
      <Transfer transferCompleteUrl={paths.transfer} {...credentials} callTimeout={20} tag={id}>
        {phones.map((phone) => (
          <PhoneNumber key={phone} {...leg}>
            {phone}
          </PhoneNumber>
        ))}
      </Transfer>
    </>
  );
};

/** Somebody picked up: tell them, and nobody else, what the call is about before they are joined with the caller. */
export const Whisper = ({ tag }: Pick<TransferAnswerEvent, 'tag'>) => (
  <Response>
    <Say>A call for {departmentForTag(tag).name}.</Say>
  </Response>
);

/** The transfer is over, and the caller is still there: they have talked, or nobody could be reached. */
export const AfterTransfer = ({ cause, tag }: Pick<TransferCompleteEvent, 'cause' | 'tag'>) => (
  <Response>{cause === 'hangup' ? <Goodbye /> : <Voicemail department={departmentForTag(tag)} />}</Response>
);
