// Credentials never reach the page.
import type { RequestListener } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SecretMask } from '../../src/phone/mask-secrets.js';
import { TOKEN_HEADER } from '../../src/phone/protocol.js';
import { withPhone } from './phone-client.js';

const test = suite('phone: secrets');

const credentials = { username: 'voice', password: 'pa"ss & <word>-71' };
const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');

/** Asks for credentials, and echoes everything that it gets. */
const echo: RequestListener = async (request, response) => {
  for await (const _ of request);
  const { authorization = '' } = request.headers;
  if (authorization === '') {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="voice"' }).end();
    return;
  }
  const password = credentials.password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const raw = JSON.stringify(credentials.password);
  response.writeHead(200, { 'content-type': 'application/xml' }).end(
    `<Response><!-- ${authorization} ${raw} ${encodeURIComponent(credentials.password)} -->
    <SpeakSentence>Your secret is ${password}.</SpeakSentence>
    <Gather gatherUrl="/next?key=${encodeURIComponent(credentials.password)}" username="deep" password="other-secret-9" fallbackPassword='third-secret-4' maxDigits="1"/>
    <SpeakSentence>Still other-secret-9.</SpeakSentence></Response>`,
  );
};

test('no message, no entry and no export has a password', () =>
  withPhone(
    echo,
    async ({ page, server, session }) => {
      await page.dial();
      await page.entry('initiate → POST /call: 200');
      await page.send({ kind: 'skip', seconds: 20 });
      await page.entry('gather →');
      const texts = [JSON.stringify(page.messages), JSON.stringify(session.snapshot())];
      for (const format of ['json', 'test', 'picture']) {
        const response = await fetch(`${server.url}/export?format=${format}`, {
          headers: { [TOKEN_HEADER]: server.token },
        });
        assert.is(response.status, 200, format);
        texts.push(await response.text());
      }
      for (const text of texts) {
        for (const secret of [
          basic,
          'ss & <word>',
          'ss &amp; &lt;word',
          '%3Cword%3E',
          'other-secret-9',
          'third-secret-4',
        ])
          assert.is(
            text.includes(secret),
            false,
            `${secret}: ${text.slice(Math.max(0, text.indexOf(secret) - 200), text.indexOf(secret) + 80)}`,
          );
      }
      assert.match(texts[3] ?? '', 'process.env.BXML_PASSWORD');
      assert.match(String((await page.entry('initiate →')).exchange?.body), 'password="***"');
    },
    { credentials },
  ));

const masked: readonly (readonly [string, string, string])[] = [
  ['a word', 'the hunter2-secret here', 'the *** here'],
  [
    'an attribute',
    '<Gather password="abcd" fallbackPassword = \'efgh\' x="1"/>',
    '<Gather password="***" fallbackPassword = "***" x="1"/>',
  ],
  ['a short password in a word', 'pq apqb pq', 'pq apqb pq'],
  ['a password of a URL', 'at https://ada:pass@cdn.example/a.wav', 'at https://ada:***@cdn.example/a.wav'],
  [
    'no port, and no path with @',
    'http://localhost:3000/a@b http://x/y:z@w',
    'http://localhost:3000/a@b http://x/y:z@w',
  ],
  ['parameters of URLs', '/a?x=1&amp;api_key=abc#d /b?Password=p&y=2', '/a?x=1&amp;api_key=***#d /b?Password=***&y=2'],
];

for (const [what, text, expected] of masked)
  test(`masks ${what}`, () => {
    const mask = new SecretMask();
    mask.add('hunter2-secret', 'voice');
    assert.is(mask.body(text), expected);
  });

test('masks a short password as a word only', () => {
  const mask = new SecretMask();
  mask.add('pq', 'voice');
  assert.is(mask.text('pq apqb (pq)'), '*** apqb (***)');
});

test('masks long texts', () => {
  // If the time grows faster than the length, this does not end before the limit of the runner.
  const count = 300_000;
  const mask = new SecretMask();
  mask.body(`${'password'.repeat(count)} ${'password= '.repeat(count)} ${'://a:'.repeat(count)}`);
  mask.text(`${'?password='.repeat(count)}${'://'.repeat(count)}:${'a:'.repeat(count)}`);
});

test.run();
