// Messages contain no passwords: not of a URL in any position or spelling, and not of text that was meant as an
// attribute.
import { defineVerb, formatProblem, type Problem, Response, SpeakSentence, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutSecrets } from '../../src/problems/secrets.js';
import { definitions } from './built-in-verbs.js';
import { samples } from './samples.js';

const test = suite('secrets');

const PASSWORD = 'hunter2';

/** URLs with a password that are not valid in any attribute. */
const urls = [
  `https://user:${PASSWORD}@host.example/a b`,
  `ftp://user:${PASSWORD}@host.example`,
  `https:/user:${PASSWORD}@host.example/a b`,
  `https:user:${PASSWORD}@host.example/a b`,
  `htps://user:${PASSWORD}@host.example`,
  `https:\\\\user:${PASSWORD}@host.example a`,
  `//user:${PASSWORD}@host.example/a b`,
  `user:${PASSWORD}@host.example/a b`,
  ` https://user:${PASSWORD}@host.example/`,
  `https://:${PASSWORD}@host.example/a b`,
  `https://user:a@${PASSWORD}@host.example/a b`,
  `https://user:a:${PASSWORD}@host.example/a b`,
  `https://user:a ${PASSWORD}@host.example`,
  `https://user:a/${PASSWORD}@host.example a`,
  `https://user:a?${PASSWORD}#@host.example a`,
  `https://user:${PASSWORD.repeat(20)}@host.example/a b`,
  `https://${'u'.repeat(40)}:${PASSWORD}@host.example/a b`,
  `https://a.example/x y?to=https://user:${PASSWORD}@host.example`,
  `tel:user:${PASSWORD}@host.example a`,
  `ftp://a.example/x?password=${PASSWORD}`,
];

const toldOf = (problems: readonly Problem[]): string => problems.map(formatProblem).join('\n');

function assertMasked(problems: readonly Problem[], what: string): void {
  const told = toldOf(problems);
  assert.ok(problems.length > 0, `${what} is refused`);
  assert.not.match(told, PASSWORD, what);
}

for (const [name, { attributes, content }] of definitions) {
  const quoting = Object.entries(attributes).filter(([, { type }]) => type !== 'string');
  if (quoting.length > 0) {
    test(`values of <${name}>`, () => {
      for (const url of urls) {
        for (const [attribute] of quoting) {
          const problems = validate(samples[name]?.({ [attribute]: url }));
          assertMasked(problems, `${attribute}="${url}"`);
          assert.match(toldOf(problems), '***');
        }
      }
    });
  }
  if (content === 'speech') continue;
  test(`text of <${name}>`, () => {
    for (const url of urls) assert.not.match(toldOf(validate(samples[name]?.({ children: url }))), PASSWORD, url);
  });
}

test('messages of rules that quote an attribute', () => {
  const url = `http://user:${PASSWORD}@host.example`;
  for (const name of ['Gather', 'Record', 'Redirect', 'Transfer', 'StartStream', 'StartRecording']) {
    const { attributes = {} } = definitions.get(name) ?? {};
    const given = Object.entries(attributes).filter(([, { type }]) => type === 'url');
    const props = { ...Object.fromEntries(given.map(([attribute]) => [attribute, url])), username: 'u', password: 'p' };
    assert.not.match(toldOf(validate(samples[name]?.(props))), PASSWORD);
  }
});

test('a custom verb masks the URLs and the passwords of its attributes', () => {
  const Hook = defineVerb('Hook', {
    attributes: { to: { type: 'url' }, kind: { type: 'enum', values: ['a'] }, pin: { type: 'string', secret: true } },
    content: 'verbs',
  });
  for (const url of urls) {
    assertMasked(validate(jsx(Response, { children: jsx(Hook, { to: url, kind: url }) })), url);
  }
  const stray = parse(`<Response><Hook to="/a"> pin="${PASSWORD}"/&gt;</Hook></Response>`, { verbs: [Hook] });
  assertMasked(validate(stray), 'pin');
});

test('masks a password attribute after a stray >', () => {
  for (const attribute of [
    'password',
    'fallbackPassword',
    'destinationPassword',
    'Password',
    'clientSecret',
    'apiKey',
  ]) {
    for (const value of [`"${PASSWORD}"`, `'${PASSWORD}'`, `"a ${PASSWORD}"`, `"${PASSWORD}`, PASSWORD]) {
      for (const space of ['', ' ', '\n']) {
        const text = ` ${attribute}${space}=${space}${value}/&gt;`;
        for (const verb of ['Redirect redirectUrl="/a"', 'Gather', 'Pause', 'Transfer', 'PlayAudio', 'Response']) {
          const name = verb.split(' ')[0] ?? '';
          const problems = validate(parse(`<Response><${verb}>${text}</${name}></Response>`));
          assert.not.match(toldOf(problems), PASSWORD, text);
        }
        const speech = `<SpeakSentence>a<break>${text}</break></SpeakSentence>`;
        assertMasked(validate(parse(`<Response>${text}${speech}</Response>`)), text);
      }
    }
  }
});

test('masks passwords in the error of a component', () => {
  const Failing = (): never => {
    throw new Error(`cannot reach https://user:${PASSWORD}@host.example`);
  };
  assertMasked(validate(jsx(Response, { children: jsx(SpeakSentence, { children: jsx(Failing, {}) }) })), 'thrown');
});

test('does not change strings without a password', () => {
  for (const text of [
    'sip:desk@pbx.example',
    "call.referredTo('sip:desk@pbx.example', …)",
    'to="sip:desk@pbx.example"',
    'sips:desk@pbx.example:5061;transport=tls',
    'mailto:desk@pbx.example',
    'https://host.example:8080/a@b',
    'https://localhost:3000/a@b',
    'https://[::1]:8080/a@b',
    'https://user@host.example:8080/a',
    'https://host.example/x?to=sip:desk@pbx.example',
    'https://host.example/x y?a=b',
    'meet me at 5:30 @ noon',
    'aGVsbG8=;encoding=base64',
    'desk@pbx.example',
    '+15551234567',
  ]) {
    assert.is(withoutSecrets(text), text);
  }
});

test('masks long strings in linear time', () => {
  for (const piece of ['a', '/', '//', ':', '@', 'a:', 'a@', '//a:b', 'a=', 'password=', '"', ' ', 'a:b@', '\\', '(']) {
    for (const end of ['', '@', '=', ' @', '="']) {
      const begin = process.cpuUsage();
      withoutSecrets(`http://a:${piece.repeat(300_000 / piece.length)}${end}`);
      withoutSecrets(`${piece.repeat(300_000 / piece.length)}${end}`);
      assert.ok(process.cpuUsage(begin).user < 4_000_000, `${piece} … ${end}`);
    }
  }
});

test.run();
