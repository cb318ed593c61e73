// Where Bandwidth sends the events, and the credentials that it sends with them.
import { type BxmlElement, createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/node';

/** The path of each part of the queue. The documents and the requests contain these paths, and the app serves them. */
export const paths = {
  /** Calls of callers and of the staff come in, and are over. */
  call: '/queue/call',
  /** The end of the hold music, or the key that a caller presses during it. */
  wait: '/queue/wait',
  /** An agent has taken the call of a caller. */
  connect: '/queue/connect',
  /** Messages and their recordings. */
  message: '/queue/message',
  /** The call to an agent. */
  agent: '/queue/agent',
  /** The conferences of callers and agents. */
  conference: '/queue/conference',
  /** The code of a member of the staff. */
  staff: '/queue/staff',
  /** The agent whom a supervisor chooses. */
  coach: '/queue/coach',
  /** The hold music, a file. */
  music: '/queue/hold.wav',
} as const;

/**
 * The username and password that Bandwidth sends with the events that a document leads to. Spread these over every element
 * that has a URL for events.
 */
export const WebhookCredentials = createContext<Partial<Credentials>>({});

/** Returns a function that makes a handler render its document with these credentials in its context. */
export const withCredentials =
  (credentials: Credentials | undefined) =>
  <Event,>(answer: (event: Event) => BxmlElement | Promise<BxmlElement>) =>
  async (event: Event) => (
    <WebhookCredentials.Provider value={credentials ?? {}}>{await answer(event)}</WebhookCredentials.Provider>
  );
