import type { Credentials } from 'bxml-jsx/koa';

/**
 * The user and the password with which Bandwidth sends webhooks, from `WEBHOOK_USERNAME` and `WEBHOOK_PASSWORD`;
 * nothing where neither is set, so that anybody may send them.
 *
 * @throws Error when one of them is missing: who has set the other does not want to let everybody in.
 */
export function credentialsFrom(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { WEBHOOK_USERNAME: username = '', WEBHOOK_PASSWORD: password = '' } = env;
  if (username === '' && password === '') return undefined;
  if (username === '') throw new Error('WEBHOOK_PASSWORD is set, but WEBHOOK_USERNAME is not.');
  if (password === '') throw new Error('WEBHOOK_USERNAME is set, but WEBHOOK_PASSWORD is not.');
  return { username, password };
}
