// The phone menu over HTTP, and the documents of its components. Whole calls are in calls.test.ts.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Credentials } from 'bxml-jsx/koa';
import { pretty } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phoneMenu } from './app.js';
import { credentialsFrom } from './credentials.js';
import { paths } from './handlers.js';
import { Greeting, MAX_ATTEMPTS, MenuChoice } from './menu.js';
import { Apology } from './speech.js';
import { type LogEntry, memoryLogger, sampleAnswers, sampleEvents } from './test-helpers.js';
import { AfterTransfer, MessageTaken, Whisper } from './transfer.js';

const test = suite('phone menu: HTTP');

const bandwidth: Credentials = { username: 'bandwidth', password: 'ahoy' };

interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

type Post = (path: string, event: object, headers?: Record<string, string>) => Promise<Reply>;

interface Server {
  readonly post: Post;
  readonly log: readonly LogEntry[];
}

/** Serves the app on a free port while `use` runs. */
async function withServer(use: (server: Server) => Promise<void>, auth?: Credentials): Promise<void> {
  const { logger, entries: log } = memoryLogger();
  const { app, webhooks } = phoneMenu(logger, auth);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await use({ log, post: (path, event, headers) => post(`http://127.0.0.1:${port}${path}`, event, headers) });
    await Promise.all(webhooks.map((each) => each.drain()));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function post(url: string, event: object, headers?: Record<string, string>): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(event),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const assertDocument = ({ status, type, body }: Reply, ...parts: readonly string[]): void => {
  assert.is(status, 200);
  assert.is(type, 'application/xml; charset=utf-8');
  for (const part of parts) assert.match(body, part);
};

const assertAcknowledged = ({ status, body }: Reply): void => {
  assert.is(status, 201);
  assert.is(body, '');
};

/** The events that need no document. */
const acknowledged = [
  [paths.transfer, sampleEvents.transferDisconnect],
  [paths.voicemail, sampleEvents.recordingAvailable],
  [paths.call, sampleEvents.disconnect],
] as const;

test('each path responds with documents, and acknowledges asynchronous events', () =>
  withServer(async ({ post }) => {
    for (const [path, event, part] of sampleAnswers) assertDocument(await post(path, event), part);
    for (const [path, event] of acknowledged) assertAcknowledged(await post(path, event));
  }));

test('a failed call is logged with its cause', async () => {
  let written: readonly LogEntry[] = [];
  await withServer(async ({ post, log }) => {
    written = log;
    const failed = { ...sampleEvents.disconnect, cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' };
    assertAcknowledged(await post(paths.call, failed));
  });
  const { cause, errorMessage } = written.find(({ msg }) => msg === 'the call is over') ?? {};
  assert.equal({ cause, errorMessage }, { cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' });
});

test('every response is logged with its call id and without the pressed keys', () =>
  withServer(async ({ post, log }) => {
    assertDocument(await post(paths.menu, sampleEvents.gather('7319')), 'Sorry, 7319 is not on the menu.');
    const [entry, ...others] = log;
    assert.equal(others, []);
    assert.equal(
      { ...entry, duration: typeof entry?.duration },
      {
        level: 30,
        eventType: 'gather',
        callId: sampleEvents.initiate.callId,
        status: 200,
        duration: 'number',
        warnings: [],
        msg: 'answered',
      },
    );
    assert.not.match(JSON.stringify({ ...entry, callId: '', duration: 0 }), '7319');
  }));

test('events at a wrong path and invalid events are refused', () =>
  withServer(async ({ post, log }) => {
    assert.is((await post(paths.call, sampleEvents.gather('1'))).status, 404);
    assert.is((await post('/elsewhere', sampleEvents.initiate)).status, 404);
    assert.is((await post(paths.call, { eventType: 'initiate' })).status, 400);
    assert.match(JSON.stringify(log), '"msg":"refused"');
  }));

test('responds 401 without the right credentials', () =>
  withServer(async ({ post }) => {
    const { username, password } = bandwidth;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    for (const path of Object.values(paths)) assert.is((await post(path, sampleEvents.initiate)).status, 401);
    assert.is((await post(paths.call, sampleEvents.initiate, { authorization: 'Basic bm9ib2R5Om5v' })).status, 401);
    assertDocument(await post(paths.call, sampleEvents.initiate, { authorization }), 'Welcome');
  }, bandwidth));

test('credentialsFrom returns username and password', () =>
  assert.equal(credentialsFrom({ WEBHOOK_USERNAME: 'bandwidth', WEBHOOK_PASSWORD: 'ahoy' }), {
    username: 'bandwidth',
    password: 'ahoy',
  }));

test('credentialsFrom returns undefined if neither is set', () => {
  assert.is(credentialsFrom({}), undefined);
  assert.is(credentialsFrom({ WEBHOOK_USERNAME: '', WEBHOOK_PASSWORD: '' }), undefined);
});

test('credentialsFrom throws if one is missing, without quoting the other', () => {
  const missing = (env: NodeJS.ProcessEnv, message: string): void =>
    assert.throws(
      () => credentialsFrom(env),
      (error: Error) => error.message === message,
    );
  missing({ WEBHOOK_USERNAME: 'bandwidth' }, 'WEBHOOK_USERNAME is set, but WEBHOOK_PASSWORD is not.');
  missing({ WEBHOOK_PASSWORD: 'ahoy' }, 'WEBHOOK_PASSWORD is set, but WEBHOOK_USERNAME is not.');
});

test.run();

const documents = suite('phone menu: documents');

documents('Greeting plays the menu', () =>
  assert.snapshot(
    pretty(<Greeting />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Welcome to Blue Harbor. <break time="300ms"/></SpeakSentence>
  <Gather gatherUrl="/menu" maxDigits="1" firstDigitTimeout="6" tag="1">
    <SpeakSentence voice="julie">For sales, press <say-as interpret-as="cardinal">1</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For boat repairs, press <say-as interpret-as="cardinal">2</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For accounts, press <say-as interpret-as="cardinal">3</say-as>.</SpeakSentence>
    <SpeakSentence voice="julie">For the operator, press <say-as interpret-as="cardinal">0</say-as>.</SpeakSentence>
  </Gather>
</Response>`,
  ),
);

documents('a key of the menu rings all phones of the department', () =>
  assert.snapshot(
    pretty(<MenuChoice digits="1" tag="1" />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">We are putting you through to sales.</SpeakSentence>
  <Transfer transferCompleteUrl="/transfer" callTimeout="20" tag="sales">
    <PhoneNumber transferAnswerUrl="/transfer" transferDisconnectUrl="/transfer" tag="sales">+15551230101</PhoneNumber>
    <PhoneNumber transferAnswerUrl="/transfer" transferDisconnectUrl="/transfer" tag="sales">+15551230102</PhoneNumber>
  </Transfer>
</Response>`,
  ),
);

documents('a wrong key plays the menu again with the next attempt in the tag', () => {
  const document = pretty(<MenuChoice digits="9" tag="1" />);
  assert.match(document, 'Sorry, 9 is not on the menu.');
  assert.match(document, 'For sales, press');
  assert.match(document, ' tag="2"');
});

documents('no key plays the menu again until the last attempt', () => {
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    const document = pretty(<MenuChoice digits="" tag={String(attempt)} />);
    assert.match(document, 'Sorry, we did not get a key.');
    assert.match(document, ` tag="${attempt + 1}"`);
  }
});

documents('the call ends after the last attempt', () =>
  assert.snapshot(
    pretty(<MenuChoice digits="" tag={String(MAX_ATTEMPTS)} />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Sorry, we did not get a key.</SpeakSentence>
  <SpeakSentence voice="julie">Thank you for calling Blue Harbor. Goodbye.</SpeakSentence>
  <Hangup/>
</Response>`,
  ),
);

documents('a tag that is missing or not a number counts as the first attempt', () => {
  for (const tag of [undefined, null, '', 'sales']) {
    assert.match(pretty(<MenuChoice digits="" tag={tag} />), ' tag="2"');
  }
});

documents('Whisper names the department', () =>
  assert.snapshot(
    pretty(<Whisper tag="repairs" />, { context: 'transferAnswer' }),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">A call for boat repairs.</SpeakSentence>
</Response>`,
  ),
);

documents('an unanswered transfer is followed by voicemail', () => {
  const voicemail = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Nobody at sales is free right now. <break time="300ms"/> Please leave a message, and press pound when you are done.</SpeakSentence>
  <Record recordCompleteUrl="/voicemail" recordingAvailableUrl="/voicemail" terminatingDigits="#" silenceTimeout="5" maxDuration="120" tag="sales"/>
</Response>`;
  for (const cause of ['busy', 'timeout', 'rejected']) {
    assert.snapshot(pretty(<AfterTransfer cause={cause} tag="sales" />), voicemail);
  }
});

documents('a conversation is followed by the goodbye', () =>
  assert.match(pretty(<AfterTransfer cause="hangup" tag="sales" />), /Goodbye\.<\/SpeakSentence>\s*<Hangup\/>/),
);

documents('MessageTaken names the department, or the operator if the tag names none', () => {
  assert.match(pretty(<MessageTaken tag="accounts" />), 'accounts will call you back.');
  assert.match(pretty(<MessageTaken tag={null} />), 'the operator will call you back.');
});

documents('Apology rings the operator and has no URL', () =>
  assert.snapshot(
    pretty(<Apology />),
    `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence voice="julie">Sorry, something went wrong. We are putting you through to the operator.</SpeakSentence>
  <Transfer callTimeout="20">
    <PhoneNumber>+15551230100</PhoneNumber>
  </Transfer>
  <SpeakSentence voice="julie">Thank you for calling Blue Harbor. Goodbye.</SpeakSentence>
  <Hangup/>
</Response>`,
  ),
);

documents.run();
