// Calls that are saved as tests run green: random callers of the examples, and of documents with many parties.
import { fileURLToPath } from 'node:url';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseCommand } from '../../src/call/call-command.js';
import { CallSession } from '../../src/call/call-session.js';
import type { SessionStart } from '../../src/call/call-start.js';
import type { CallTest } from '../../src/call-test/call-test.js';
import { writeCallTests } from '../../src/call-test/write-call-tests.js';
import { createProject } from '../call-test/run-test-file.js';
import { randomCommand, randomNumbers } from './random-caller.js';

const test = suite('recorded calls');

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** Calls of each application. */
const CALLS = 12;
const MAX_STEPS = 25;

/** A module with a fetch handler that answers by path. */
const answering = (documents: Readonly<Record<string, string>>): string => `
const documents = ${JSON.stringify(documents)};
export const app = async (request) => {
  const verbs = documents[new URL(request.url).pathname];
  if (verbs === undefined) return new Response('no such path', { status: 404 });
  return new Response('<Response>' + verbs + '</Response>', { headers: { 'content-type': 'application/xml' } });
};
`;

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;
const DESK = '+15551230101';
const HOME = '+15551230102';

const applications: Readonly<Record<string, { readonly source: string; readonly start?: SessionStart }>> = {
  'the phone menu': {
    source: `
import { pino } from 'pino';
import { phoneMenu } from '${examples}phone-menu/app.js';
export const { app } = phoneMenu(pino({ level: 'silent' }));`,
    start: { kind: 'inbound', call: { url: '/call' } },
  },
  'the survey': {
    source: `
import { survey } from '${examples}survey.js';
export const app = survey(async () => undefined);`,
  },
  'business hours': {
    source: `
export { app } from '${examples}business-hours.js';`,
  },
  'a transfer to two phones, with a whisper': {
    source: answering({
      '/': `${say('One moment.')}<Transfer transferCompleteUrl="/done"><PhoneNumber transferAnswerUrl="/whisper">${DESK}</PhoneNumber><PhoneNumber>${HOME}</PhoneNumber></Transfer>`,
      '/whisper': `<Gather gatherUrl="/accept" maxDigits="1" repeatCount="2">${say('Press one to accept.')}</Gather>`,
      '/accept': say('Thank you.'),
      '/done': `${say('The other party has left.')}<Redirect redirectUrl="/"/>`,
    }),
  },
  'keys in the background, prompts and a menu': {
    source: answering({
      '/': `<StartGather dtmfUrl="/key"/>${say('A long announcement, which goes on and on.')}<Pause duration="4"/><Gather gatherUrl="/next" maxDigits="2"/><Record recordCompleteUrl="/next" terminatingDigits="*"/>`,
      '/key': '',
      '/next': `<PlayAudio>/hold.mp3</PlayAudio><Gather gatherUrl="/" input="dtmf_speech" firstDigitTimeout="20">${say('Again?')}</Gather>`,
    }),
  },
  'a conference': {
    source: answering({
      '/': `${say('Welcome.')}<Conference conferenceEventUrl="/events">room</Conference>`,
      '/events': `${say('A member has joined.')}`,
    }),
  },
  'a REFER, and then a forwarded call': {
    source: answering({
      '/': `<Refer referCompleteUrl="/done"><SipUri>sip:desk@pbx.example</SipUri></Refer>`,
      '/done': `${say('Please hold.')}<Forward to="${HOME}"/>`,
    }),
    start: { kind: 'inbound', call: { to: 'sip:line@app.example', url: '/' } },
  },
  'faults: a warning, a URL that nothing serves, an invalid document': {
    source: answering({
      '/': `<Gather gatherUrl="/next" maxDigits="1">${say('One or two?')}</Gather>`,
      '/next': `<Gather maxDigits="2">${say('No URL.')}</Gather><Gather gatherUrl="/missing" maxDigits="1"/><Gather gatherUrl="/invalid"/>`,
      '/invalid': '<Gather maxDigits="99"/>',
    }),
  },
  'an outbound call': {
    source: answering({ '/': `<Gather gatherUrl="/" maxDigits="1">${say('Your appointment is at nine.')}</Gather>` }),
    start: { kind: 'outbound', request: { to: HOME, from: DESK, answerUrl: '/', disconnectUrl: '/', callTimeout: 20 } },
  },
};

/** Holds a call as a random caller does, and returns it as a test. */
async function recorded(application: SimulatedApplication, start: SessionStart, seed: number): Promise<CallTest> {
  const random = randomNumbers(seed);
  const session = new CallSession({
    application,
    origin: 'https://app.example',
    start,
    credentials: undefined,
    patience: 5,
    within: 60,
  });
  let report = await session.begin();
  const lines: string[] = [];
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const line = randomCommand(report, random);
    if (line === undefined) break;
    lines.push(line);
    report = await session.perform(parseCommand(line), line);
  }
  const saved = session.test(`call ${seed}`);
  await session.close();
  return { ...saved, comment: lines.join(' / ') };
}

const AT_ROOT: SessionStart = { kind: 'inbound', call: { url: '/' } };

for (const [name, { source, start = AT_ROOT }] of Object.entries(applications)) {
  test(`random calls of ${name} run green as tests`, async () => {
    const project = createProject();
    try {
      const file = project.write('app.ts', source);
      const { app } = (await import(file)) as { readonly app: SimulatedApplication };
      const tests: CallTest[] = [];
      for (let seed = 1; seed <= CALLS; seed++) tests.push(await recorded(app, start, seed * 7919));
      const target = `${project.folder}/calls.test.ts`;
      const text = writeCallTests({
        file: target,
        runner: 'uvu',
        application: { kind: 'module', file, exportName: 'app' },
        tests,
      });
      const { status, output } = await project.run(project.write('calls.test.ts', text));
      assert.is(status, 0, `${output}\n${text}`);
      assert.match(output, new RegExp(`Passed:\\s+${CALLS}`));
    } finally {
      project.remove();
    }
  });
}

test.run();
