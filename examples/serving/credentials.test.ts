import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { credentialsFrom } from './credentials.js';

const test = suite('credentials');

test('both make a pair', () =>
  assert.equal(credentialsFrom({ WEBHOOK_USERNAME: 'bandwidth', WEBHOOK_PASSWORD: 'ahoy' }), {
    username: 'bandwidth',
    password: 'ahoy',
  }));

test('neither lets anybody in', () => {
  assert.is(credentialsFrom({}), undefined);
  assert.is(credentialsFrom({ WEBHOOK_USERNAME: '', WEBHOOK_PASSWORD: '' }), undefined);
});

test('one without the other is refused, without its value', () => {
  const missing = (env: NodeJS.ProcessEnv, message: string): void =>
    assert.throws(
      () => credentialsFrom(env),
      (error: Error) => error.message === message,
    );
  missing({ WEBHOOK_USERNAME: 'bandwidth' }, 'WEBHOOK_USERNAME is set, but WEBHOOK_PASSWORD is not.');
  missing({ WEBHOOK_PASSWORD: 'ahoy' }, 'WEBHOOK_PASSWORD is set, but WEBHOOK_USERNAME is not.');
});

test.run();
