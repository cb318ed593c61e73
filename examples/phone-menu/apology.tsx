import { PhoneNumber, Response, Transfer } from 'bxml-jsx';
import { operator } from './departments.js';
import { Goodbye } from './goodbye.js';
import { Say } from './say.js';

/** What callers hear when something fails here. It names no URL, so that nothing of ours is needed from then on. */
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
