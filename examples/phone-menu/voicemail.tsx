import { Record, Response, useContext } from 'bxml-jsx';
import type { RecordCompleteEvent } from 'bxml-jsx/events';
import { type Department, departmentForTag } from './departments.js';
import { Goodbye } from './goodbye.js';
import { paths } from './paths.js';
import { Say } from './say.js';
import { WebhookCredentials } from './webhook-credentials.js';

/** Takes a message of up to two minutes for a department. */
export const Voicemail = ({ department: { id, name } }: { department: Department }) => (
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

/** The message is taken, and the caller is still there. */
export const MessageTaken = ({ tag }: Pick<RecordCompleteEvent, 'tag'>) => (
  <Response>
    <Goodbye>{`We have your message, and ${departmentForTag(tag).name} will call you back.`}</Goodbye>
  </Response>
);
