// Exports of recorded calls: tests that run green unchanged, JSON and the picture of the path.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Command, TOKEN_HEADER } from '../../src/phone/protocol.js';
import { createProject } from '../call-test/run-test-file.js';
import { documents, type Page, withPhone } from './phone-client.js';

const test = suite('phone: exports');

const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const AGENT = '+15551230077';
let visitors = 0;

const app = documents({
  '/call': `<Gather gatherUrl="/choice" maxDigits="2" interDigitTimeout="3" firstDigitTimeout="4">${say('Press a number, it is "free".')}</Gather>`,
  '/choice': ({ digits }) => {
    switch (digits) {
      case '1':
        return `<Transfer transferCompleteUrl="/done" callTimeout="20"><PhoneNumber>${AGENT}</PhoneNumber><PhoneNumber>+15551230078</PhoneNumber></Transfer>`;
      case '2':
        return '<Record recordCompleteUrl="/recorded" silenceTimeout="2"/>';
      case '3':
        return '<Gather gatherUrl="/said" input="speech" speechTimeout="5"/>';
      case '4':
        return `<Gather maxDigits="1"/>${say('Unused keys.')}`;
      case '5':
        return `<Gather><Hangup/></Gather>`;
      case '6':
        return say(`You are number ${++visitors}.`) + say('Goodbye.');
      case '7':
        return '<Conference>room</Conference>';
      default:
        return `${say('Sorry.')}<Redirect redirectUrl="/call"/>`;
    }
  },
  '/done': ({ cause }) => say(`It ended with ${cause}.`),
  '/recorded': say('Thank you.'),
  '/said': ({ speech }) =>
    say(`You said ${(speech as { transcript?: string } | undefined)?.transcript ?? 'something'}.`),
});

/** Exports in a format, and returns the text. */
async function exported(server: { url: string; token: string }, query: string): Promise<string> {
  const response = await fetch(`${server.url}/export?${query}`, { headers: { [TOKEN_HEADER]: server.token } });
  const text = await response.text();
  assert.is(response.status, 200, text);
  return text;
}

const listens = (page: Page, caller: string) =>
  page.until(() => page.handsets.get(caller)?.listens.includes('keys'), 'it listens for keys');

type Play = (page: Page, caller: string, send: (command: Command) => Promise<unknown>) => Promise<unknown>;

const press =
  (keys: string): Play =>
  async (page, caller, send) => {
    await listens(page, caller);
    await send({ kind: 'press', handset: caller, keys });
  };

const plays: Readonly<Record<string, { play: Play; source: RegExp }>> = {
  'a caller who presses nothing and hangs up': {
    play: async (page, caller, send) => {
      await listens(page, caller);
      await send({ kind: 'skip', seconds: 7 });
      await page.entry('Sorry.');
      await send({ kind: 'hangUp', handset: caller });
    },
    source: /hears\('Press a number, it is "free"\.'\)(.|\n)*(hears|beginsToHear)\('Sorry\.'\)(.|\n)*hangUp\(\)/,
  },
  'keys one by one': {
    play: async (page, caller, send) => {
      await press('9')(page, caller, send);
      await send({ kind: 'press', handset: caller, keys: '9' });
      await page.entry('Sorry.');
      await send({ kind: 'skip', seconds: 1 });
      await send({ kind: 'hangUp', handset: caller });
    },
    source: /beginsToHear(.|\n)*press\('99'\)/,
  },
  'a transfer that is answered after some seconds, while the other phone is busy': {
    play: async (page, caller, send) => {
      await press('1')(page, caller, send);
      await send({ kind: 'skip', seconds: 3 });
      const other = await page.handset('+15551230078', 'ringing');
      await send({ kind: 'refuse', handset: other.id, how: 'busy' });
      const agent = await page.handset(AGENT, 'ringing');
      await send({ kind: 'skip', seconds: 2 });
      await send({ kind: 'answer', handset: agent.id, as: 'human' });
      await page.handset(AGENT, 'connected');
      await send({ kind: 'say', handset: agent.id, words: 'Hi.' });
      await page.entry('Hi.');
      await send({ kind: 'skip', seconds: 2 });
      await send({ kind: 'hangUp', handset: agent.id });
      await page.entry('It ended with hangup.');
      await send({ kind: 'skip', seconds: 5 });
    },
    source:
      /busy: true(.|\n)*transferredTo\('\+15551230077', \{ after: \d(.|\n)*party\.says\('Hi\.'\)(.|\n)*ends\('hangup'\)/,
  },
  'phones that nobody answers': {
    play: async (page, caller, send) => {
      await press('1')(page, caller, send);
      await page.handset(AGENT, 'ringing');
      await send({ kind: 'skip', seconds: 30 });
    },
    source: /noAnswer: true(.|\n)*hears\('It ended with timeout\.'\)/,
  },
  'a recording': {
    play: async (page, caller, send) => {
      await press('2')(page, caller, send);
      await page.until(() => page.handsets.get(caller)?.listens.includes('recording'), 'it records');
      await send({ kind: 'speak', handset: caller, seconds: 3, audio: '' });
      await send({ kind: 'skip', seconds: 10 });
    },
    source: /speaksFor\(3\)(.|\n)*Thank you/,
  },
  speech: {
    play: async (page, caller, send) => {
      await press('3')(page, caller, send);
      await page.until(() => page.handsets.get(caller)?.listens.includes('speech'), 'it listens for speech');
      await send({ kind: 'say', handset: caller, words: "it's me" });
      await send({ kind: 'skip', seconds: 10 });
    },
    source: /says\("it's me"\)/,
  },
  'a document with warnings': {
    play: async (page, caller, send) => {
      await press('4')(page, caller, send);
      await send({ kind: 'skip', seconds: 20 });
    },
    source: /allow: \[/,
  },
  'an invalid document': {
    play: async (page, caller, send) => {
      await press('5')(page, caller, send);
      await send({ kind: 'skip', seconds: 9 });
    },
    source: /ends\('invalid-bxml'\)/,
  },
  'a prompt that differs from call to call, which is left out': {
    play: async (page, caller, send) => {
      await press('6')(page, caller, send);
      await send({ kind: 'skip', seconds: 9 });
    },
    source: /hears\('Goodbye\.'\)/,
  },
  'a call that is still up': {
    play: async (page, caller, send) => {
      await press('7')(page, caller, send);
      await send({ kind: 'skip', seconds: 5 });
      await page.until(() => page.handsets.get(caller)?.conference === 'room', 'the room');
    },
    source: /hangUp\(\)/,
  },
};

test('each recorded call is a test that runs green unchanged', () =>
  withPhone(app, async ({ page, server }) => {
    const project = createProject();
    try {
      for (const [name, { play, source }] of Object.entries(plays)) {
        const { call, caller } = await page.dial();
        // A skip counts from its call alone.
        await play(page, caller, (command) => page.send(command));
        const isUp = name === 'a call that is still up';
        if (!isUp) await page.handset('caller', 'over', call);
        const text = await exported(server, `format=test&call=${call}`);
        assert.match(text, source, `${name}:\n${text}`);
        if (isUp) await page.send({ kind: 'hangUp', handset: caller });
      }
      const session = await exported(server, 'format=test');
      const { status, output } = await project.run(project.write('session.test.ts', session));
      assert.is(status, 0, `${output}\n${session}`);
    } finally {
      project.remove();
    }
  }));

const LONG =
  'All of our agents are talking to other callers at the moment, so please hold the line until one of them is free.';

test('keys, words and speech that nothing listens for are in the test, at their moments', () =>
  withPhone(
    documents({ '/call': `${say(LONG)}<Pause duration="20"/>${say('Thank you, and goodbye.')}` }),
    async ({ page, server }) => {
      const project = createProject();
      try {
        const { call, caller } = await page.dial();
        await page.entry('All of our agents');
        await page.send({ kind: 'skip', seconds: 2 });
        await page.send({ kind: 'press', handset: caller, keys: '1' });
        await page.send({ kind: 'press', handset: caller, keys: '2' });
        await page.send({ kind: 'skip', seconds: 3 });
        await page.send({ kind: 'press', handset: caller, keys: '#' });
        await page.send({ kind: 'skip', seconds: 10 });
        await page.send({ kind: 'say', handset: caller, words: 'Hello?' });
        await page.send({ kind: 'skip', seconds: 1 });
        await page.send({ kind: 'speak', handset: caller, seconds: 1, audio: '' });
        await page.send({ kind: 'skip', seconds: 30 });
        await page.handset('caller', 'over', call);
        const text = await exported(server, `format=test&call=${call}`);
        const steps = text.split('\n').flatMap((line) => /^ {2}await (call\..*);$/.exec(line)?.[1] ?? []);
        assert.equal(
          steps.map((step) => step.replace(LONG, 'LONG').replace(/waits\(\d+\)/, 'waits(s)')),
          [
            "call.beginsToHear('LONG')",
            'call.waits(s)',
            "call.press('12', { now: true })",
            'call.waits(s)',
            "call.press('#', { now: true })",
            "call.hears('LONG')",
            'call.waits(s)',
            "call.says('Hello?', { now: true })",
            'call.speaksFor(1, { now: true })',
            "call.hears('Thank you, and goodbye.')",
            "call.ends('hangup')",
          ],
          text,
        );
        const { status, output } = await project.run(project.write('lost.test.ts', text));
        assert.is(status, 0, `${output}\n${text}`);
      } finally {
        project.remove();
      }
    },
  ));

test('an outbound call is a test too', () =>
  withPhone(documents({ '/call': say('This is a reminder.') }), async ({ page, server }) => {
    const project = createProject();
    try {
      await page.send({ kind: 'createCall', from: '+15551230002', to: AGENT, answerUrl: '', machineDetection: true });
      const { id } = await page.handset(AGENT, 'ringing');
      await page.send({ kind: 'skip', seconds: 4 });
      await page.send({ kind: 'answer', handset: id, as: 'machine' });
      await page.send({ kind: 'skip', seconds: 9 });
      await page.handset(AGENT, 'over');
      const text = await exported(server, 'format=test&call=call-1');
      assert.match(
        text,
        /createCall\((.|\n)*after: \d(.|\n)*'answering-machine'(.|\n)*hears\('This is a reminder\.'\)/,
      );
      const { status, output } = await project.run(project.write('outbound.test.ts', text));
      assert.is(status, 0, `${output}\n${text}`);
    } finally {
      project.remove();
    }
  }));

const projects: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['TypeScript', { 'tsconfig.json': '{}', 'package.json': '{}' }, 'call-1.test.ts'],
  ['JavaScript', { 'package.json': '{}' }, 'call-1.test.mjs'],
  ['no project, such as of Python', {}, 'call-1.test.mjs'],
  ['Jest', { 'package.json': '{"devDependencies":{"jest":"30.0.0"}}' }, 'call-1.test.js'],
];

for (const [name, files, expected] of projects)
  test(`a test has the extension that its project runs: ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bxml-project-'));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
    await withPhone(
      app,
      async ({ page, server }) => {
        await page.dial();
        await page.entry('Press a number');
        const headers = { [TOKEN_HEADER]: server.token };
        const response = await fetch(`${server.url}/export?format=test&call=call-1`, { headers });
        assert.is(response.headers.get('content-disposition'), `attachment; filename="${expected}"`);
        const text = await response.text();
        assert.match(
          text,
          new RegExp(
            `^// Recorded with bxml phone\\. The application must run at .*\\n// Run it: .*${expected}\\n`,
            's',
          ),
        );
        assert.match(text, /It needs bxml-jsx: npm install --save-dev bxml-jsx\./);
      },
      { folder },
    );
    rmSync(folder, { recursive: true });
  });

test('JSON has the calls and their entries', () =>
  withPhone(app, async ({ page, server }) => {
    const { call, caller } = await page.dial();
    await page.entry('Press a number');
    await page.dial();
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
    const { calls, entries } = JSON.parse(await exported(server, `format=json&call=${call}`));
    assert.equal(
      calls.map((each: { id: string }) => each.id),
      [call],
    );
    assert.ok(entries.length > 2 && entries.every((each: { call: string }) => each.call === call));
    assert.is(JSON.parse(await exported(server, 'format=json')).calls.length, 2);
  }));

test('the picture has the path of the call', () =>
  withPhone(app, async ({ page, server }) => {
    const { call, caller } = await page.dial();
    await press('99')(page, caller, (command) => page.send(command));
    await page.entry('Sorry.');
    await page.send({ kind: 'hangUp', handset: caller });
    await page.handset('caller', 'over', call);
    const svg = await exported(server, `format=picture&call=${call}`);
    assert.match(svg, /^<svg /);
    for (const words of ['gather /choice', 'Sorry.', '99', 'hangs up']) assert.ok(svg.includes(words), words);
  }));

const refused: readonly (readonly [string, RegExp])[] = [
  ['format=test&call=call-9', /not kept any more/],
  ['format=test', /No call has begun/],
  ['format=picture', /No call has begun/],
  ['format=pdf', /test, json and picture/],
];

for (const [query, error] of refused)
  test(`refuses ${query} with a reason`, () =>
    withPhone(app, async ({ server }) => {
      const response = await fetch(`${server.url}/export?${query}`, { headers: { [TOKEN_HEADER]: server.token } });
      assert.is(response.status, 400);
      const result = (await response.json()) as { ok: boolean; error: string };
      assert.is(result.ok, false);
      assert.match(result.error, error);
    }));

test('exports need the token', () =>
  withPhone(app, async ({ server }) => {
    assert.is((await fetch(`${server.url}/export?format=json`)).status, 403);
  }));

test.run();
