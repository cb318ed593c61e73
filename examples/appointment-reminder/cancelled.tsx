import { Response } from 'bxml-jsx';
import { Goodbye } from './goodbye.js';
import { practice } from './practice.js';

/** The appointment is not in the book any more: it was cancelled while the phone rang, or during the call. */
export const Cancelled = () => (
  <Response>
    <Goodbye>This is {practice.name}. Your appointment has been cancelled, and there is nothing to confirm.</Goodbye>
  </Response>
);
