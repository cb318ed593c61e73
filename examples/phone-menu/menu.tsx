import { Gather, Response, useContext } from 'bxml-jsx';
import type { GatherEvent } from 'bxml-jsx/events';
import { paths, WebhookCredentials } from './credentials.js';
import { departmentForKeys, departments } from './departments.js';
import { Goodbye, Say } from './speech.js';
import { TransferTo } from './transfer.js';

/** Maximum number of times the menu is played to a caller. */
export const MAX_ATTEMPTS = 3;

interface MenuProps {
  /** Counts from 1. Sent in the tag, so the server keeps no state between webhooks. */
  attempt: number;
  /** Why the menu is played again. */
  apology?: string;
}

const Menu = ({ attempt, apology }: MenuProps) => (
  <Gather
    gatherUrl={paths.menu}
    {...useContext(WebhookCredentials)}
    maxDigits={1}
    firstDigitTimeout={6}
    tag={String(attempt)}
  >
    {apology !== undefined && <Say>{apology}</Say>}
    {departments.map(({ key, name }) => (
      <Say key={key}>
        For {name}, press <say-as interpret-as="cardinal">{key}</say-as>.
      </Say>
    ))}
  </Gather>
);

/** Greets the caller and plays the menu. */
export const Greeting = () => (
  <Response>
    <Say>
      Welcome to Blue Harbor. <break time="300ms" />
    </Say>
    <Menu attempt={1} />
  </Response>
);

/** Handles the pressed key: a department, a wrong key, or no key in time. */
export const MenuChoice = ({ digits = '', tag }: Pick<GatherEvent, 'digits' | 'tag'>) => {
  const department = departmentForKeys(digits);
  const attempt = Number(tag) || 1;
  const apology = digits === '' ? 'Sorry, we did not get a key.' : `Sorry, ${digits} is not on the menu.`;
  return (
    <Response>
      {department !== undefined ? (
        <TransferTo department={department} />
      ) : attempt < MAX_ATTEMPTS ? (
        <Menu attempt={attempt + 1} apology={apology} />
      ) : (
        <Goodbye>{apology}</Goodbye>
      )}
    </Response>
  );
};
