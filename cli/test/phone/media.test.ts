// The audio files that calls play: the page gets them from the phone's server alone.
import type { RequestListener } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Entry } from '../../src/phone/protocol.js';
import { documents, listen, withPhone } from './phone-client.js';

const test = suite('phone: media');

const WAV = 'RIFF of the test';

/** Serves files: `/status/404`, `/type/text%2Fhtml`, `/to/URL`, `/large`, `/endless`; everything else is audio. */
const files: RequestListener = (request, response) => {
  const [, kind = '', value = ''] = (request.url ?? '').split('/');
  const given = decodeURIComponent(value);
  const type = { 'content-type': 'audio/wav' };
  if (kind === 'status') response.writeHead(Number(given), type).end();
  else if (kind === 'type') response.writeHead(200, { 'content-type': given }).end(WAV);
  else if (kind === 'to') response.writeHead(302, { location: given === '' ? '/to/' : given }).end();
  else if (kind === 'large') response.writeHead(200, { ...type, 'content-length': 1e9 }).flushHeaders();
  else if (kind === 'endless') {
    response.writeHead(200, type);
    const chunk = Buffer.alloc(1e6);
    const send = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', send);
    send();
  } else response.writeHead(200, type).end(WAV);
};

/** Plays files in a call, fetches each as the page does, and returns the status, the body and the entry of each. */
async function played(
  urls: readonly string[],
  also: (origin: string) => readonly string[],
): Promise<readonly { readonly status: number; readonly body: string; readonly entry: Entry | undefined }[]> {
  const other = await listen(files);
  const results: { status: number; body: string; entry: Entry | undefined }[] = [];
  const app = documents({
    '/call': urls.map((url) => `<PlayAudio>${url.replaceAll('OTHER', other.origin)}</PlayAudio>`).join(''),
  });
  const serve: RequestListener = (request, response) =>
    request.method === 'GET' ? files(request, response) : app(request, response);
  await withPhone(
    serve,
    async ({ page, server }) => {
      await page.dial();
      await page.send({ kind: 'skip', seconds: 60 });
      const heard = await page.until(() => {
        const entries = [...page.entries.values()].filter(({ kind }) => kind === 'heard');
        return entries.length === urls.length && entries;
      }, 'the files');
      for (const { id, sound } of heard) {
        const response = await fetch(`${server.url}/${sound?.url}`);
        const body = await response.text();
        if (!response.ok)
          await page.until(() => page.entries.get(id)?.sound?.failure !== '', `the failure of ${sound?.text}`);
        results.push({ status: response.status, body, entry: page.entries.get(id) });
      }
    },
    { alsoServes: also(other.origin) },
  );
  await other.close();
  return results;
}

const failures: readonly (readonly [string, string, RegExp])[] = [
  ['a missing file', '/status/404', /\/status\/404 is not played: the server responded with 404\. Correct the URL/],
  ['a server that fails', '/status/500', /the server responded with 500/],
  ['a page', '/type/text%2Fhtml', /its content type is text\/html; expected one of audio/],
  ['a file of 1 GB', '/large/', /it is larger than 20 MB/],
  ['a file without an end', '/endless/', /it is larger than 20 MB/],
  ['a redirect to itself', '/to/', /it redirects more than 5 times/],
  ['a redirect to another protocol', `/to/${encodeURIComponent('file:///etc/passwd')}`, /only http and https URLs/],
  [
    'a redirect to a metadata service',
    `/to/${encodeURIComponent('http://169.254.169.254/latest')}`,
    /address is private/,
  ],
  ['a metadata service', 'http://169.254.169.254/latest/meta-data/', /private.*--also http:\/\/169\.254\.169\.254\./],
  ['another port of this machine', 'OTHER/a.wav', /its address is private, and not that of the application/],
  ['a redirect to another port', '/to/OTHER', /its address is private/],
  ['a name of this machine', 'http://localhost:1/a.wav', /its address is private/],
  ['IPv6 loopback', 'http://[::1]:1/a.wav', /its address is private/],
  ['loopback mapped to IPv6', 'http://[::ffff:127.0.0.1]:1/a.wav', /its address is private/],
  ['loopback as one number', 'http://2130706433:1/a.wav', /its address is private/],
];

for (const [what, path, failure] of failures)
  test(`says why a file is not played: ${what}`, async () => {
    const url = path === '/to/OTHER' ? '/to/http%3A%2F%2F127.0.0.1%3A1%2F' : path;
    const [result] = await played([url], () => []);
    assert.is(result?.status, 502);
    assert.match(String(result?.entry?.sound?.failure), failure);
    assert.is(JSON.parse(String(result?.body)).error, result?.entry?.sound?.failure);
  });

test('a server of --also may serve files, and nothing may listen there', async () => {
  const dead = await listen(files);
  await dead.close();
  const [file, missing] = await played(['OTHER/a.wav', `${dead.origin}/a.wav`], (origin) => [origin, dead.origin]);
  assert.equal([file?.status, file?.body, file?.entry?.sound?.failure], [200, WAV, '']);
  assert.match(String(missing?.entry?.sound?.failure), /nothing listens there\. Start its server/);
});

test('files of the application are played, at the end of redirects too', async () => {
  const results = await played(['/a.wav', '/to/%2Fb.wav', '/type/application%2Foctet-stream'], () => []);
  assert.equal(
    results.map(({ status, body }) => [status, body]),
    [
      [200, WAV],
      [200, WAV],
      [200, WAV],
    ],
  );
});

test('only entries with a file have one', () =>
  withPhone(documents({ '/call': '<SpeakSentence>Hello.</SpeakSentence>' }), async ({ page, server }) => {
    await page.dial();
    await page.entry('Hello.');
    for (const id of ['1', '2', '3', '999', 'x', '', '__proto__'])
      assert.is((await fetch(`${server.url}/media?entry=${id}`)).status, 404, id);
  }));

test.run();
