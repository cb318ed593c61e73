// Valid URLs that are probably accidents, and unusual URLs that are not.
import { Gather, PlayAudio, Redirect, Response, render, StartStream, StopStream, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { processorTimeOf } from '../processor-time.js';

const test = suite('accidental URLs');

/** A JavaScript placeholder inside quotes, which is not replaced. */
const unfilled = (name: string): string => `$\{${name}}`;

const attribute = (url: string) => (
  <Response>
    <Redirect redirectUrl={url} />
  </Response>
);
const audio = (url: string) => (
  <Response>
    <PlayAudio>{url}</PlayAudio>
  </Response>
);
const socket = (url: string) => (
  <Response>
    <StartStream name="s" destination={url} />
    <StopStream name="s" wait />
  </Response>
);

const accidents: Readonly<Record<string, readonly string[]>> = {
  'missing value': [
    'undefined',
    'undefined/gather',
    '/undefined',
    '/calls/undefined',
    '/calls/undefined/gather',
    '/calls/null/gather',
    '/calls/NaN',
    '/wiki/calls/NaN',
    '/wiki/menu-undefined',
    '/undefined/wiki/NaN',
    '/undefined.mdown',
    'https://null.example.com/x',
    'https://undefined.example/x',
    'https://undefined/gather',
    'https://undefined:8443/gather',
    'https://undefined.example.com/gather',
    'https://api.undefined.example.com/',
    'https://null/gather',
    'https://NaN/x',
    '//undefined/gather',
    'https://a.example/undefined?x=1',
    'https://a.example/gather?id=undefined',
    'https://a.example/gather?id=undefined&page=2',
    '/gather?page=NaN',
    '/gather?id=null',
    '/gather?id=1&name=null#top',
    '/gather?undefined=1',
    '/gather?next=/menu/undefined',
    '/gather?next=%2Fmenu%2Fundefined',
    '/gather?ids=1,undefined',
    '/gather;id=undefined',
    '/sounds/undefined.mp3',
    '/sounds/NaN.wav',
    '/menu-undefined',
    '/user_undefined/menu',
    '/vundefined/menu',
    'undefinedgather',
    '/undefined42',
    '/undefined-42',
    '/page-NaN',
  ],
  'not filled in': [
    `/calls/${unfilled('callId')}`,
    '/calls/$%7BcallId%7D',
    `https://${unfilled('host')}/gather`,
    `https://a.example/gather?id=${unfilled('id')}`,
    '/calls/#{id}/gather',
    '/calls/{{callId}}',
    '/calls/{{call-id}}/x',
    '/calls/{callId}/gather',
    '/calls/{call-id}',
    '/calls/%7BcallId%7D',
    'https://{{host}}/x',
    '/gather{?id}',
    '/calls/<callId>',
    'https://<your-domain>/gather',
    '/gather?id=<id>',
    '/calls/%s',
    '/calls/%s/gather',
    '/calls/%d?x=1',
    '/gather?id=%s&x=1',
    '/calls/%1$s',
    '/calls/:callId',
    '/calls/:callId/gather',
    '/calls/:id?',
    ':id',
    '/calls/[id]',
    '/calls/[...slug]',
    '/calls/{}',
    '/calls/{0}/x',
    'https://$HOST/gather',
    'https://$BASE.example/gather',
  ],
  'text of an object': [
    '/calls/[object%20Object]',
    '/calls/%5Bobject%20Object%5D',
    '/gather?call=%5Bobject+Object%5D',
    '/gather?call=[object+Promise]',
    'https://a.example/%5Bobject%20Undefined%5D/x',
  ],
  'second URL': [
    'https://a.example/https://b.example',
    'https://a.example/https://a.example/gather',
    'https://a.example/voice/https://a.example/gather',
    'https://a.examplehttps://b.example/x',
    'https://https://a.example/x',
    'https://http://a.example/x',
    'http://https://a.example',
    '/https://a.example/gather',
    '/voicehttps://a.example/gather',
    'https://a.example/https:/a.example/x',
    'HTTPS://A.EXAMPLE/HTTPS://B.EXAMPLE',
  ],
  'has no colon': ['https//a.example/gather', 'http//a.example'],
};

const harmless: readonly string[] = [
  '/',
  'gather',
  '../gather',
  './gather.xml',
  '?step=2',
  '#top',
  '//cdn.example/a.mp3',
  'https://a.example',
  'https://a.example/',
  'https://a.example:8443/gather',
  'http://localhost:3000/gather',
  'https://127.0.0.1:1/x',
  'https://a.example:65535/x',
  'https://a.example:/x',
  'https://[::1]:3000/gather',
  'https://[2001:db8::7]/gather',
  'https://[::]/x',
  'https://user:secret@a.example/x',
  'https://user@a.example:80/x',
  'https://xn--bcher-kva.example/x',
  'https://bücher.example/x',
  'https://例え.example/x',
  'https://1.1.1.1/x',
  'https://my_host.internal/x',
  'https://a.example//path',
  'https://a.example/a//b',
  '/undefined-terms',
  '/undefined-terms/list',
  '/isUndefined',
  '/docs/undefinedness',
  '/undefineds',
  '/Undefined',
  '/null-island',
  '/wiki/NaN',
  'https://a.example/en/wiki/null',
  '/glossary/undefined?lang=en',
  '/js/undefined.md',
  '/js/NaN.mdx',
  'https://null.example/x',
  'https://www.null.example/x',
  '/nullable',
  '/annulled',
  '/nulls',
  '/not-null',
  '/nan',
  '/nan/menu',
  '/naan',
  '/NaNcy',
  '/banana',
  'https://nan.example/x',
  'https://null-island.example/x',
  'https://nullable.example/',
  '/search?q=null',
  '/search?query=null&lang=en',
  '/gather?text=The+value+is+undefined',
  '/gather?text=not%20undefined',
  '/gather?nullable=true',
  '/gather?null=1',
  '/gather?filter[name]=x',
  '/gather?filter[object]=x',
  '/gather?ids[]=1&ids[]=2',
  '/gather?data={"a":1}',
  '/gather?data=%7B%22a%22%3A1%7D',
  '/gather?template=%7B%7Bname%7D%7D',
  '/gather?ssml=%3Cbreak%2F%3E',
  '/gather?ssml=<b>hello</b>',
  '/gather?next=https://a.example/menu',
  '/gather?next=https%3A%2F%2Fa.example%2Fmenu',
  '/gather?at=12:30:00',
  '/gather?emoji=:smile:',
  '/gather?discount=50%off',
  '/gather?discount=100%25',
  '/gather?a=%20b',
  '/caf%C3%A9/%d1%8f',
  '/v1/projects:list',
  '/v1/calls/12:34',
  '/a:b/c',
  '/odata/Calls$count',
  '/$metadata',
  '/gather?$filter=x',
  '/files/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}',
  '/files/%7B3F2504E0-4F89-11D3-9A0C-0305E82C3301%7D',
  '/@user/menu',
  '/~user/menu',
  '/a,b;c=d',
  '/sounds/null.wav',
  '/sounds/welcome.mp3',
  '/https-only',
  '/http/menu',
  'https.html',
  '/gather?a=1&b=2',
  '/object-storage/object',
  '/objects/[1]',
  '/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  'https://web.archive.org/web/2020/https://a.example/a.mp3',
  'https://res.example/video/fetch/https://a.example/a.mp3',
  '/proxy/https://a.example/a.mp3',
];

for (const [says, urls] of Object.entries(accidents)) {
  for (const url of urls) {
    test(`${url} is a warning`, () => {
      for (const document of [attribute(url), audio(url), parse(render(attribute(url)))]) {
        const problems = validate(document);
        assert.equal(
          problems.map(({ code, severity }) => [code, severity]),
          [['url.accidental', 'warning']],
        );
        assert.ok(problems[0]?.message.includes(says), problems[0]?.message);
        assert.ok(problems[0]?.hint, 'it has a hint');
      }
    });
  }
}

for (const url of harmless) {
  test(`${url} is not reported`, () => {
    assert.equal(validate(attribute(url)), []);
    assert.equal(validate(audio(url)), []);
  });
}

const broken: readonly [url: string, says: string][] = [
  ['https://a.example:0/x', 'a port from 1 to 65535'],
  ['https://a.example:65536/x', 'port'],
  ['https://a.example:99999999999999999999/x', 'port'],
  ['https://a.example:http/x', 'port'],
  ['https://a.example:80a/x', 'port'],
  ['https://a.example:-1/x', 'port'],
  ['https://a.example:undefined/x', 'port'],
  [`https://a.example:${unfilled('port')}/x`, 'port'],
  ['https://[::1]:99999/x', 'port'],
  ['//a.example:70000/x', 'port'],
  ['https://user:secret@a.example:x/', 'port'],
  ['https://:3000/x', 'no host'],
  ['https://user@/x', 'no host'],
  ['https://user@:80/x', 'no host'],
  ['https://.../x', 'neither letters nor digits'],
  ['https://-/x', 'neither letters nor digits'],
  ['https://_:80/', 'neither letters nor digits'],
  ['https://', 'expected an http or https URL'],
  ['https:///x', 'expected an http or https URL'],
  ['http:/a.example/x', 'Two slashes follow the scheme'],
  ['https:a.example', 'Two slashes follow the scheme'],
  ['/calls/[object Object]', 'An object was put into the URL'],
  ['/calls/{{ id }}', 'A template was not filled in'],
  ['/a b', 'Write %20'],
];

for (const [url, says] of broken) {
  test(`${url} is an error`, () => {
    const [problem, ...others] = validate(attribute(url));
    assert.equal(others, []);
    assert.is(problem?.severity, 'error');
    assert.is(problem?.code, 'redirect.url');
    const words = `${problem?.message.replace('its port must be a number from', 'a port from')} ${problem?.hint}`;
    assert.ok(words.includes(says), words);
    assert.is(validate(audio(url))[0]?.severity, 'error');
  });
}

test('checks WebSocket URLs too', () => {
  const codes = (url: string) => validate(socket(url)).map(({ code }) => code);
  assert.equal(codes('wss://media.example:443/live?id=7'), []);
  assert.equal(codes('wss://undefined/live'), ['url.accidental']);
  assert.equal(codes(`wss://media.example/${unfilled('id')}`), ['url.accidental']);
  assert.equal(codes('wss://media.example:65536/live'), ['startStream.destination']);
  assert.equal(codes('wss://-/live'), ['startStream.destination']);
});

test('a warning does not suppress an error about the same attribute', () => {
  const document = (
    <Response>
      <Gather gatherUrl="/x" />
      <StartStream
        destination="wss://media.example"
        username="me"
        password="secret"
        streamEventUrl="http://a.example/undefined"
      />
    </Response>
  );
  const codes = validate(document, { rules: { 'url.accidental': 'off' } }).map(({ code }) => code);
  assert.ok(codes.includes('startStream.https'), codes.join());
});

test('is reported on every render', () => {
  for (let count = 0; count < 5; count++) {
    const told: string[] = [];
    const onWarning = ({ code }: { code: string }) => told.push(code);
    render(attribute('/menu/undefined'), { onWarning });
    render(audio('/menu/undefined'), { onWarning });
    assert.equal(told, ['url.accidental', 'url.accidental']);
  }
});

for (const part of [
  '{',
  '{{a',
  '${',
  '<a',
  '[object ',
  '/:',
  '%',
  ':',
  'https:/',
  'undefined',
  'web/2020/',
  '-',
  '=',
]) {
  test(`checks a long URL of ${part} quickly`, () => {
    const long = `/${part.repeat(200_000)}`;
    const took = processorTimeOf(() => {
      validate(attribute(long));
      validate(attribute(`/?a=${part.repeat(200_000)}`));
    });
    assert.ok(took < 1500, `${took} ms`);
  });
}

test.run();
