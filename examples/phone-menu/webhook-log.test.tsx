import { Response, SpeakSentence } from 'bxml-jsx';
import type { GatherEvent } from 'bxml-jsx/events';
import { webhooks } from 'bxml-jsx/fetch';
import { events } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { describeError, webhookLog } from './webhook-log.js';

const test = suite('log of webhooks');

interface Entry {
  readonly msg: string;
  readonly [field: string]: unknown;
}

function logger() {
  const entries: Entry[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => entries.push(JSON.parse(line)) });
  return { entries, options: webhookLog(log) };
}

const post = (event: object): Request =>
  new Request('https://menu.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });

const messages = (entries: readonly Entry[]): string[] => entries.map(({ msg }) => msg);

const disconnect = events.disconnect();

const gather = (digits: string) => events.gather({ digits });

/** Digits that do not occur in ids, times or paths. */
const SECRET = '8#8#8';

/** Uses the pressed keys as the name of a voice, which is invalid. */
const Misvoiced = ({ digits = '' }: Pick<GatherEvent, 'digits'>) => (
  <Response>
    <SpeakSentence voice={digits}>Hello</SpeakSentence>
  </Response>
);

test('a failure is logged with its call id and stack frames, without its message', async () => {
  const { entries, options } = logger();
  const answer = webhooks(
    {
      gather: ({ digits }) => {
        throw new RangeError(`no account ${digits}`, { cause: new Error(`no row ${digits}`) });
      },
    },
    options,
  );
  assert.is((await answer(post(gather(SECRET)))).status, 500);
  assert.equal(messages(entries), ['failed', 'answered']);
  const { stage, eventType, callId, error } = entries[0] as Entry;
  assert.equal({ stage, eventType, callId }, { stage: 'answer', eventType: 'gather', callId: disconnect.callId });
  assert.match(JSON.stringify(error), /"name":"RangeError","stack":"RangeError: …\\n.*webhook-log\.test\.tsx:\d+/);
  assert.match(JSON.stringify(error), /"cause":\{"name":"Error","stack":"Error: …\\n/);
  assert.not.match(JSON.stringify(entries), SECRET);
});

test('an invalid document is logged with the code and path of each problem', async () => {
  const { entries, options } = logger();
  const answer = webhooks({ gather: Misvoiced }, options);
  assert.is((await answer(post(gather(SECRET)))).status, 500);
  const { error } = entries[0] as Entry;
  const { problems } = error as { problems: unknown };
  assert.equal(problems, [{ code: 'speak.voice', path: 'Misvoiced > Response > SpeakSentence' }]);
  assert.not.match(JSON.stringify(entries), SECRET);
});

test('warnings are logged with their codes', async () => {
  const { entries, options } = logger();
  const answer = webhooks({ gather: Misvoiced }, { ...options, rules: { 'speak.voice': 'warning' } });
  assert.is((await answer(post(gather(SECRET)))).status, 200);
  assert.equal(entries[0]?.warnings, ['speak.voice']);
  assert.not.match(JSON.stringify(entries), SECRET);
});

test('refusals and repeats are logged', async () => {
  const { entries, options } = logger();
  const answer = webhooks({ disconnect: () => undefined }, options);
  assert.is((await answer(post({ eventType: SECRET }))).status, 404);
  assert.is((await answer(post({ eventType: 'disconnect', digits: SECRET }))).status, 400);
  const timed = { ...disconnect, eventTime: '2026-11-24T09:01:30.100Z' };
  for (let times = 0; times < 2; times++) await answer(post(timed));
  await answer.drain();
  assert.equal(messages(entries), ['refused', 'refused', 'answered', 'answered', 'repeated']);
  assert.equal(
    { ...entries[1], duration: 0 },
    { level: 40, status: 400, code: 'event.missing-field', duration: 0, msg: 'refused' },
  );
  assert.not.match(JSON.stringify(entries), SECRET);
});

test('a response after the timeout is logged as failed, slow and late, once each', async () => {
  const { entries, options } = logger();
  let finish = (): void => undefined;
  const answer = webhooks(
    {
      gather: async () => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return <Response />;
      },
    },
    { ...options, timeout: 1 },
  );
  assert.is((await answer(post(gather('1')))).status, 500);
  finish();
  await answer.drain();
  assert.equal(messages(entries).sort(), ['answered', 'failed', 'late', 'slow']);
});

test('a message that was changed after the stack was read is not logged', () => {
  const changes: readonly ((error: Error) => void)[] = [
    () => undefined,
    (error) => {
      error.message = 'hidden';
    },
    (error) => {
      error.message = '';
    },
    (error) => {
      error.message = `${error.message}, twice`;
    },
    (error) => {
      error.name = 'Renamed';
    },
    (error) => {
      error.message = 'at';
    },
  ];
  for (const message of [SECRET, `no account ${SECRET}`, `no\n  account\n${SECRET}`, `${SECRET}\n`]) {
    for (const change of changes) {
      const error = new RangeError(message);
      assert.match(error.stack ?? '', SECRET);
      change(error);
      const log = JSON.stringify(describeError(new Error('outer', { cause: error })));
      assert.not.match(log, SECRET);
      assert.match(log, /"cause":\{"name":"\w+","stack":"\w+: …\\n.*webhook-log\.test\.tsx:\d+/);
    }
  }
});

test('a stack that is not a string, or has no frames, is ignored', () => {
  for (const stack of [undefined, null, 5, '', SECRET]) {
    const error = Object.defineProperty(new Error(SECRET), 'stack', { value: stack });
    assert.not.match(JSON.stringify(describeError(error)), SECRET);
  }
});

test('a thrown value that is not an error is logged by its type', () =>
  assert.equal(describeError('no'), { name: 'string', cause: undefined }));

test.run();
