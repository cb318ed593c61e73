import { Hangup, type TextAndElements } from 'bxml-jsx';
import { Say } from './say.js';

/** Says a last word on the matter, takes leave, and ends the call. */
export const Goodbye = ({ children }: { children: TextAndElements }) => (
  <>
    <Say>{children}</Say>
    <Say>Goodbye.</Say>
    <Hangup />
  </>
);
