// The voice, the goodbye and the apology, used in every part of the menu.
import { Hangup, PhoneNumber, Response, SpeakSentence, type TextAndElements, Transfer } from 'bxml-jsx';
import { operator } from './departments.js';

/** Speaks in the company's voice. Accepts SSML. */
export const Say = ({ children }: { children: TextAndElements }) => (
  <SpeakSentence voice="julie">{children}</SpeakSentence>
);

/** Says goodbye, after an optional sentence, and ends the call. */
export const Goodbye = ({ children }: { children?: string }) => (
  <>
    {children !== undefined && <Say>{children}</Say>}
    <Say>Thank you for calling Blue Harbor. Goodbye.</Say>
    <Hangup />
  </>
);

/**
 * The document for application failures: it connects the caller to the operator. It has no URL, so the rest of the call
 * does not depend on the application.
 */
export const Apology = () => (
  <Response>
    <Say>Sorry, something went wrong. We are putting you through to {operator.name}.</Say>
    <Transfer callTimeout={20}>
      {operator.phones.map((phone) => (
        <PhoneNumber key={phone}>{phone}</PhoneNumber>
      ))}
    </Transfer>
    <Goodbye />
  </Response>
);
