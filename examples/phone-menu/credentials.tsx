// The webhook paths, and the credentials that Bandwidth sends with its requests.
import { type BxmlElement, createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';

/** Webhook paths. Components write them into documents, and the router serves them. */
export const paths = {
  /** Inbound calls, and calls that ended. */
  call: '/call',
  /** The key pressed in the menu. */
  menu: '/menu',
  /** Progress of a transfer. */
  transfer: '/transfer',
  /** Messages and their recordings. */
  voicemail: '/voicemail',
} as const;

/**
 * The credentials that Bandwidth sends with events of verbs. Those of the voice application apply only to its own URLs,
 * so spread these over every element that has a URL.
 */
export const WebhookCredentials = createContext<Partial<Credentials>>({});

/** Returns a handler that renders a component with these credentials in its context. */
export const withCredentials =
  <Event extends object>(credentials: Credentials | undefined, Answer: (event: Event) => BxmlElement) =>
  (event: Event) => (
    <WebhookCredentials.Provider value={credentials ?? {}}>
      <Answer {...event} />
    </WebhookCredentials.Provider>
  );

/**
 * Returns the credentials in `WEBHOOK_USERNAME` and `WEBHOOK_PASSWORD`, or `undefined` if neither is set; webhooks are
 * then accepted from any sender.
 *
 * @throws Error if only one of them is set, because the webhooks would be unprotected by mistake.
 */
export function credentialsFrom(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { WEBHOOK_USERNAME: username = '', WEBHOOK_PASSWORD: password = '' } = env;
  if (username === '' && password === '') return undefined;
  if (username === '') throw new Error('WEBHOOK_PASSWORD is set, but WEBHOOK_USERNAME is not.');
  if (password === '') throw new Error('WEBHOOK_USERNAME is set, but WEBHOOK_PASSWORD is not.');
  return { username, password };
}
