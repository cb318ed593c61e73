import { Response } from 'bxml-jsx';
import { Goodbye } from './goodbye.js';

/** The desk is going to call back, after a word on why if there is one. */
export const CalledBack = ({ children = '' }: { children?: string }) => (
  <Response>
    <Goodbye>{`${children} We will call you back.`.trim()}</Goodbye>
  </Response>
);
