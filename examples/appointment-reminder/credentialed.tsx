import type { BxmlElement } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';
import { WebhookCredentials } from '../phone-menu/credentials.js';

/**
 * Makes handlers whose documents ask for these credentials with every event that they lead to: those of the request that
 * placed the call hold for its answer and its end alone.
 */
export const credentialed =
  (credentials: Credentials | undefined) =>
  <Event,>(answer: (event: Event) => BxmlElement | Promise<BxmlElement>) =>
  async (event: Event) => (
    <WebhookCredentials.Provider value={credentials ?? {}}>{await answer(event)}</WebhookCredentials.Provider>
  );
