import { Response } from 'bxml-jsx';
import { Goodbye } from './goodbye.js';
import { practice } from './practice.js';
import { PracticePhone } from './practice-phone.js';

/** What they hear when something fails here. It names no URL, so that nothing of ours is needed from then on. */
export const Apology = () => (
  <Response>
    <Goodbye>
      Sorry, something went wrong at {practice.name}. Please call us at <PracticePhone />.
    </Goodbye>
  </Response>
);
