import { Gather, Response, useContext } from 'bxml-jsx';
import type { GatherEvent } from 'bxml-jsx/events';
import { departmentForKeys, departments } from './departments.js';
import { Goodbye } from './goodbye.js';
import { paths } from './paths.js';
import { Say } from './say.js';
import { TransferTo } from './transfer.js';
import { WebhookCredentials } from './webhook-credentials.js';

/** How often a caller hears the menu in all. */
export const MOST_ATTEMPTS = 3;

interface MenuProps {
  /** Counts from 1. It travels in the tag, so the server remembers nothing between two webhooks. */
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

/** A call comes in. */
export const Greeting = () => (
  <Response>
    <Say>
      Welcome to Blue Harbor. <break time="300ms" />
    </Say>
    <Menu attempt={1} />
  </Response>
);

/** The caller has pressed a key, a wrong one, or none in time. */
export const MenuChoice = ({ digits = '', tag }: Pick<GatherEvent, 'digits' | 'tag'>) => {
  const department = departmentForKeys(digits);
  const attempt = Number(tag) || 1;
  const apology = digits === '' ? 'Sorry, we did not get a key.' : `Sorry, ${digits} is not on the menu.`;
  return (
    <Response>
      {department !== undefined ? (
        <TransferTo department={department} />
      ) : attempt < MOST_ATTEMPTS ? (
        <Menu attempt={attempt + 1} apology={apology} />
      ) : (
        <Goodbye>{apology}</Goodbye>
      )}
    </Response>
  );
};
