import { type BxmlElement, createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';

/**
 * The user name and the password that Bandwidth is to send with the events that a document leads to: those of the voice
 * application go to its own addresses alone. Spread them over every element with an address.
 */
export const WebhookCredentials = createContext<Partial<Credentials>>({});

/** A handler that answers with a component, inside of which these credentials are known. */
export const withCredentials =
  <Event extends object>(credentials: Credentials | undefined, Answer: (event: Event) => BxmlElement) =>
  (event: Event) => (
    <WebhookCredentials.Provider value={credentials ?? {}}>
      <Answer {...event} />
    </WebhookCredentials.Provider>
  );
