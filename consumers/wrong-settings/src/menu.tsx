import { Hangup, Pause, Response } from 'bxml-jsx';
export const Menu = () => (
  <Response>
    <Pause />
    <Hangup />
  </Response>
);
