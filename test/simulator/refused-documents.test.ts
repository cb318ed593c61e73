// Responses that Bandwidth would refuse, and responses with warnings in strict mode.
import { defineVerb } from 'bxml-jsx';
import { CallError, type SimulatorOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, simulated } from './simulated.js';

const test = suite('refused documents');

const answer = (body: string | null, type: string | undefined = 'application/xml', status = 200): Response => {
  const response = new Response(body, { status });
  if (type === '') response.headers.delete('content-type');
  else response.headers.set('content-type', type);
  return response;
};

const xml = (verbs: string) => `<Response>${verbs}</Response>`;
/** Returns a document of that many bytes. */
const sized = (bytes: number) => xml(`<Pause duration="1"/>${' '.repeat(bytes - xml('<Pause duration="1"/>').length)}`);

const refused: Record<string, [Answer, fault: RegExp]> = {
  'no content': [answer(null, '', 204), /status 204 without a document; this event requires one/],
  'an empty body': [answer(''), /status 200 without a document; this event requires one/],
  'white space': [answer(' \n'), /^malformed document: /],
  HTML: [answer('<html><p>It works!</html>', 'text/html'), /content type text\/html; expected application\/xml/],
  JSON: [answer('{}', 'application/json'), /content type application\/json; expected/],
  'no content type': [answer(xml('<Hangup/>'), ''), /content type missing; expected/],
  'an XML that is not plain': [answer(xml('<Hangup/>'), 'application/xml+bxml'), /content type/],
  'HTML as XML': [answer('<html><p>It works!</html>'), /^malformed document: /],
  'half a document': [answer('<Response><Gather gatherUrl="/x"><Speak'), /^malformed document: /],
  'two roots': [answer(`${xml('')}${xml('')}`), /^malformed document: /],
  'another root': [answer('<Answer><Hangup/></Answer>'), /^invalid document: /],
  'an unknown verb': [answer(xml('<Shout/>')), /^invalid document: /],
  'an unknown attribute': [answer(xml('<Pause length="1"/>')), /^invalid document: attribute\.unknown/],
  'a value out of range': [answer(xml('<Pause duration="100000000"/>')), /^invalid document: /],
  'a verb in the wrong place': [answer(xml('<Gather gatherUrl="/x"><Hangup/></Gather>')), /^invalid document: /],
  'text between verbs': [answer(xml('Hello')), /^invalid document: /],
  'two faults': [answer(xml('<Pause length="1"/><Shout/>')), /^invalid document: \S+, \S+$/],
  'over 64 KB': [answer(sized(65_537)), /^65537 bytes; a document may have at most 65536 \(64 KB\)/],
  'far over 64 KB': [answer(sized(200_000)), /^more than 131072 bytes; a document may/],
};

for (const [name, [given, fault]] of Object.entries(refused))
  test(`${name} ends the call with invalid-bxml`, async () => {
    const { platform, sent } = simulated({ '/call': given, '/status': '' });
    const call = await platform.call({ url: '/call', statusUrl: '/status', fallbackUrl: '/status' });
    await call.ends('invalid-bxml');
    const [disconnect] = sent('disconnect');
    assert.is(disconnect?.cause, 'invalid-bxml');
    const message = String(disconnect?.errorMessage);
    assert.ok(message.startsWith('https://app.example/call: '), message);
    assert.match(message.slice('https://app.example/call: '.length), fault);
    assert.type(disconnect?.errorId, 'string');
    assert.is(sent('initiate').length, 1, 'the fallback is not tried');
    assert.match(call.transcript(), /is cut off \(invalid-bxml\)/);
  });

test('65,536 bytes are accepted, of white space or of words', async () => {
  const words = xml(
    `<SpeakSentence>${'x'.repeat(65_536 - xml('<SpeakSentence></SpeakSentence>').length)}</SpeakSentence>`,
  );
  for (const document of [sized(65_536), words]) {
    assert.is(document.length, 65_536);
    const { platform } = simulated({ '/call': answer(document) });
    assert.is(await (await platform.call({ url: '/call' })).ends(), 'hangup');
  }
});

test('larger documents are accepted if the rule is off', async () => {
  const { platform } = simulated({ '/call': answer(sized(65_537)) }, { rules: { 'root.size': 'off' } });
  assert.is(await (await platform.call({ url: '/call' })).ends(), 'hangup');
});

test('the message names each code once, in one line', async () => {
  for (const verbs of ['<Pause length="1"/><Pause length="1"/>', '<Pause']) {
    const { platform, sent } = simulated({ '/call': verbs, '/status': '' });
    await (await platform.call({ url: '/call', statusUrl: '/status' })).ends('invalid-bxml');
    const message = String(sent('disconnect')[0]?.errorMessage);
    assert.not.match(message, /\n/);
    assert.ok(message.split('attribute.unknown').length <= 2, message);
  }
});

test('an empty document hangs up', async () => {
  const { platform } = simulated({ '/call': answer('<Response/>') });
  const call = await platform.call({ url: '/call' });
  assert.is(await call.ends(), 'hangup');
  assert.match(call.transcript(), /200, no verbs/);
});

test('the timeline shows the problems with their source', async () => {
  const { platform } = simulated({ '/call': '\n  <Pause length="1"/>\n  <Shout/>' });
  const call = await platform.call({ url: '/call' });
  const found = call.timeline.flatMap((entry) => (entry.kind === 'problem' ? [entry.problem] : []));
  assert.equal(
    found.map(({ code, severity, source }) => [code, severity, source?.line, source?.column]),
    [
      ['attribute.unknown', 'error', 2, 10],
      ['root.known-children', 'error', 3, 3],
    ],
  );
  assert.match(call.transcript(), /error attribute\.unknown: .*\n\s+at Response > Pause \(line 2, column 10\)/);
});

const whisper = (verbs: string, next = '<Hangup/>') => ({
  '/call':
    '<Transfer transferCompleteUrl="/done"><PhoneNumber transferAnswerUrl="/whisper">+15550100</PhoneNumber></Transfer>',
  '/whisper': verbs,
  '/next': next,
  '/done': '<SpeakSentence>Nobody.</SpeakSentence>',
});

for (const verb of ['<Transfer><PhoneNumber>+15550101</PhoneNumber></Transfer>', '<Forward to="+15550101"/>'])
  for (const [how, answers] of [
    ['at once', whisper(verb)],
    ['after a redirection', whisper('<Redirect redirectUrl="/next"/>', verb)],
  ] as const)
    test(`${verb.slice(0, 9)}… for the called party of a transfer is refused ${how}`, async () => {
      const { platform, sent } = simulated(answers);
      const call = await platform.call({ url: '/call' });
      const called = await call.transferredTo('+15550100');
      await called.ends('invalid-bxml');
      await call.hears('Nobody.');
      assert.is(sent('transferComplete')[0]?.cause, 'invalid-bxml');
      assert.match(String(sent('transferComplete')[0]?.errorMessage), /invalid document: /);
    });

// A document with a warning, which Bandwidth accepts.
const WARNED = '<Gather maxDigits="1"><SpeakSentence>One.</SpeakSentence></Gather>';

async function warned(options: SimulatorOptions, verbs = WARNED) {
  const { platform } = simulated({ '/call': verbs }, options);
  let error: CallError | undefined;
  await platform.call({ url: '/call' }).catch((thrown) => {
    error = thrown;
  });
  return error;
}

test('a warning fails the step in strict mode', async () => {
  const error = await warned({});
  assert.instance(error, CallError);
  assert.is(error?.code, 'call.strict');
  assert.match(error?.message ?? '', /^a call from \+15551230001 is answered: gather\.no-url: /);
  assert.match(error?.message ?? '', /warning gather\.no-url: /);
});

test('a warning passes if it is allowed, without strict mode, and if its rule is off', async () => {
  assert.is(await warned({ allow: ['gather.no-url'] }), undefined);
  assert.is(await warned({ strict: false }), undefined);
  assert.is(await warned({ rules: { 'gather.no-url': 'off' } }), undefined);
  assert.is((await warned({ allow: ['gather.no'] }))?.code, 'call.strict');
});

test('the timeline shows a warning that passes', async () => {
  const { platform } = simulated({ '/call': WARNED }, { allow: ['gather.no-url'] });
  const call = await platform.call({ url: '/call' });
  assert.match(call.transcript(), /warning gather\.no-url: /);
  assert.not.match(call.transcript(), /!/);
});

test('the option rules can turn a warning into an error', async () => {
  const { platform } = simulated({ '/call': WARNED }, { rules: { 'gather.no-url': 'error' } });
  assert.is((await platform.call({ url: '/call' })).cause, 'invalid-bxml');
});

test('each warning is reported by its own step, and settles reports the rest', async () => {
  const { platform } = simulated({ '/call': WARNED + WARNED });
  const steps = [() => platform.call({ url: '/call' }), () => platform.settles(), () => platform.settles()];
  const codes = [];
  for (const step of steps)
    codes.push(
      await step().then(
        () => 'passes',
        ({ code }) => code,
      ),
    );
  assert.equal(codes, ['call.strict', 'call.strict', 'passes']);
});

test('custom verbs are parsed, but cannot be simulated', async () => {
  const Shout = defineVerb('Shout', { attributes: { words: { type: 'string', required: true } } });
  const given = function* () {
    yield Shout;
  };
  const { platform } = simulated({ '/call': '<Shout words="x"/>' }, { verbs: given() });
  const codes: string[] = [];
  for (let round = 0; round < 2; round++)
    await platform
      .call({ url: '/call' })
      .then((call) => call.ends())
      .catch(({ code, message }) => codes.push(`${code} ${message.split('\n')[0]}`));
  for (const code of codes) assert.match(code, /^call\.not-simulated .*<Shout> cannot be simulated/);
  assert.is(codes.length, 2);
});

test.run();
