import { Hangup } from 'bxml-jsx';
import { Say } from './say.js';

/** Takes leave of the caller, after a word on the matter if there is one, and ends the call. */
export const Goodbye = ({ children }: { children?: string }) => (
  <>
    {children !== undefined && <Say>{children}</Say>}
    <Say>Thank you for calling Blue Harbor. Goodbye.</Say>
    <Hangup />
  </>
);
