// The transfer to a department, and its voicemail.
import { PhoneNumber, Record, Response, Transfer, useContext } from 'bxml-jsx';
import type { RecordCompleteEvent, TransferAnswerEvent, TransferCompleteEvent } from 'bxml-jsx/events';
import { paths, WebhookCredentials } from './credentials.js';
import { type Department, departmentForTag } from './departments.js';
import { Goodbye, Say } from './speech.js';

/** Rings all phones of a department. The tag identifies the department in the events that follow. */
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

/** The whisper: only the called party hears what the call is about, before the two are connected. */
export const Whisper = ({ tag }: Pick<TransferAnswerEvent, 'tag'>) => (
  <Response>
    <Say>A call for {departmentForTag(tag).name}.</Say>
  </Response>
);

/** Continues with a caller who is still on the line: goodbye after a conversation, voicemail if nobody answered. */
export const AfterTransfer = ({ cause, tag }: Pick<TransferCompleteEvent, 'cause' | 'tag'>) => (
  <Response>{cause === 'hangup' ? <Goodbye /> : <Voicemail department={departmentForTag(tag)} />}</Response>
);

/** Records a message of up to two minutes for a department. */
const Voicemail = ({ department: { id, name } }: { department: Department }) => (
  <>
    <Say>
      Nobody at {name} is free right now. <break time="300ms" /> Please leave a message, and press pound when you are
      done.
    </Say>
    <Record
      recordCompleteUrl={paths.voicemail}
      recordingAvailableUrl={paths.voicemail}
      {...useContext(WebhookCredentials)}
      terminatingDigits="#"
      silenceTimeout={5}
      maxDuration={120}
      tag={id}
    />
  </>
);

/** Thanks a caller who is still on the line for the message. */
export const MessageTaken = ({ tag }: Pick<RecordCompleteEvent, 'tag'>) => (
  <Response>
    <Goodbye>{`We have your message, and ${departmentForTag(tag).name} will call you back.`}</Goodbye>
  </Response>
);
