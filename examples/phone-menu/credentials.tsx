// Where Bandwidth sends its webhooks, and the credentials that it sends with them.
import { type BxmlElement, createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';

/** The path of each part of the menu. The components write these paths, and the router serves them. */
export const paths = {
  /** Calls that come in, and calls that are over. */
  call: '/call',
  /** The key that was pressed in the menu. */
  menu: '/menu',
  /** Progress of a transfer. */
  transfer: '/transfer',
  /** Messages and their recordings. */
  voicemail: '/voicemail',
} as const;

/**
 * The username and password that Bandwidth sends with the events that a document leads to. The credentials of the voice
 * application apply only to its own URLs, so spread these over every element that has a URL.
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
 * @throws Error if only one of them is set, because the webhooks would be open by mistake.
 */
export function credentialsFrom(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { WEBHOOK_USERNAME: username = '', WEBHOOK_PASSWORD: password = '' } = env;
  if (username === '' && password === '') return undefined;
  if (username === '') throw new Error('WEBHOOK_PASSWORD is set, but WEBHOOK_USERNAME is not.');
  if (password === '') throw new Error('WEBHOOK_USERNAME is set, but WEBHOOK_PASSWORD is not.');
  return { username, password };
}
