// The map of call flows: which states and edges a walk finds, and how it recognizes states.
import { type SimulatedApplication, simulate, type Visit } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordOf, type VisitRecord } from '../../src/coverage/visit-record.js';
import type { CallMap } from '../../src/map/call-map.js';
import { type WalkOptions, walk } from '../../src/map/walk.js';
import { type Answers, application, gather, say } from './documents.js';

const test = suite('walk');

const HOOK = Symbol.for('bxml-jsx.visits');
const DESK = '+15551230101';
const HOME = '+15551230102';

const walked = async (app: Answers | (() => SimulatedApplication), options: Partial<WalkOptions> = {}) =>
  walk(typeof app === 'function' ? app : () => application(app), { name: 'app', ...options });

const mapOf = async (app: Answers, options?: Partial<WalkOptions>): Promise<CallMap> =>
  (await walked(app, options)).map;

/** Returns the edges of a map as `state → state: labels`, without hang-ups, states by their titles or last prompts. */
function edgesIn({ states, edges }: CallMap): string[] {
  const name = (id: string): string => {
    const state = states.find((each) => each.id === id);
    if (state === undefined) return '?';
    return state.heard.at(-1)?.text ?? state.title;
  };
  return edges
    .filter(({ labels }) => labels.join() !== 'caller hangs up')
    .map(({ from, to, labels }) => `${name(from)} → ${name(to)}: ${labels.join(' · ')}`);
}

test('the keys that prompts name are tried, a wrong one and none', async () => {
  const map = await mapOf({
    '/': gather('/key', 'Press 1 or 2.'),
    '/key': ({ digits }) =>
      digits === '1' ? say('One.') : digits === '2' ? say('Two.') : digits === '' ? say('None.') : say('Wrong.'),
  });
  assert.equal(edgesIn(map), [
    'Press 1 or 2. → One.: 1',
    'Press 1 or 2. → Two.: 2',
    'Press 1 or 2. → Wrong.: wrong key',
    'Press 1 or 2. → None.: no input',
  ]);
  const [menu] = map.states;
  assert.equal([menu?.id, menu?.kind, menu?.title, menu?.waitsFor], ['s1', 'input', 'Gather /key', '1 key']);
  assert.equal(menu?.namedKeys, ['1', '2']);
  assert.equal(map.states.find(({ heard }) => heard[0]?.text === 'Two.')?.path, [{ kind: 'press', keys: '2' }]);
});

test('hang-ups are an edge of each state', async () => {
  const { states, edges } = await mapOf({ '/': gather('/', 'Press 1.') });
  assert.equal(
    edges.map(({ from, to, labels }) => [from, to, labels]),
    [
      ['s1', 's1', ['1', 'wrong key', 'no input']],
      ['s1', 's2', ['caller hangs up']],
    ],
  );
  assert.equal([states[1]?.kind, states[1]?.cause, states[1]?.heard], ['end', 'hangup', []]);
});

test('without the name of a key, all keys are tried', async () => {
  const { edges } = await mapOf({ '/': gather('/key', 'Choose now.'), '/key': '<Hangup/>' });
  assert.equal(edges[0]?.labels, [...'1234567890*#', 'no input']);
});

test('--every-key tries all keys', async () => {
  const { edges } = await mapOf({ '/': gather('/', 'Press 1.') }, { everyKey: true });
  assert.is(edges[0]?.labels.length, 13);
});

test('a number is entered beside the keys that a prompt names, if the input takes one', async () => {
  const prompt = 'Enter an extension of three digits, or press 0 for the operator.';
  const { edges } = await mapOf({ '/': gather('/go', prompt, 'maxDigits="3"'), '/go': '<Hangup/>' });
  assert.equal(edges[0]?.labels, ['0', '3 digits', 'wrong key', 'no input']);
  const unlimited = await mapOf({ '/': gather('/go', prompt, ''), '/go': '<Hangup/>' });
  assert.equal(unlimited.edges[0]?.labels, ['0', 'wrong key', 'no input']);
});

test('a number is entered whole, with the terminating key, and too short', async () => {
  const { edges } = await mapOf({
    '/': gather('/pin', 'Enter your code, then press pound.', 'maxDigits="4" terminatingDigits="#"'),
    '/pin': '<Hangup/>',
  });
  assert.equal(edges[0]?.labels, ['4 digits', 'digits, #', 'too few digits', 'no input']);
  assert.equal(edges[0]?.actions.slice(0, 3), [
    { kind: 'press', keys: '1234' },
    { kind: 'press', keys: '123#' },
    { kind: 'press', keys: '1' },
  ]);
});

test('keys that the person knows are tried at inputs of several keys', async () => {
  const map = await mapOf(
    {
      '/': gather('/pin', 'Enter your code.', 'maxDigits="4"'),
      '/pin': ({ digits }) => say(digits === '4711' ? 'Welcome.' : 'Unknown.'),
    },
    { keys: ['4711'] },
  );
  assert.ok(edgesIn(map).includes('Enter your code. → Welcome.: 4711'));
});

test('speech is tried with the words that prompts and hints name, and with others', async () => {
  const { edges } = await mapOf({
    '/': gather('/said', 'Say sales or repairs.', 'input="speech" hints="shop, sales"'),
    '/said': '<Hangup/>',
  });
  assert.equal(edges[0]?.labels, ['“sales”', '“repairs”', '“shop”', 'other words', 'no input']);
});

test('a recording is left, ended by a key, or silent', async () => {
  const map = await mapOf({
    '/': `${say('Speak.')}<Record recordCompleteUrl="/done" terminatingDigits="#"/>`,
    '/done': ({ duration }) => say(`Thank you ${String(duration) > 'PT4' ? '' : ''}`.trim()),
  });
  assert.equal(map.edges[0]?.labels, ['a message', '#', 'silence']);
  assert.is(map.states[0]?.waitsFor, 'a recording');
});

test('a phone answers, is busy, does not answer, rejects and fails; then each side hangs up', async () => {
  const map = await mapOf({
    '/': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${DESK}</PhoneNumber></Transfer>`,
    '/done': ({ cause }) => say(cause === 'hangup' ? 'Bye.' : 'Sorry.'),
  });
  assert.equal(edgesIn(map), [
    `rings ${DESK} → connected with ${DESK}: answers`,
    `rings ${DESK} → Sorry.: busy · no answer · rejects · fails`,
    `connected with ${DESK} → Bye.: ${DESK} hangs up`,
  ]);
});

test('of phones that ring at once, each answers, or none', async () => {
  const map = await mapOf({
    '/': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${DESK}</PhoneNumber><PhoneNumber>${HOME}</PhoneNumber></Transfer>`,
    '/done': say('Bye.'),
  });
  const [answered] = edgesIn(map);
  assert.match(answered ?? '', `${DESK} answers`);
  assert.ok(map.edges.flatMap(({ labels }) => labels).includes(`${HOME} answers`));
  assert.ok(map.edges.flatMap(({ labels }) => labels).includes('both busy'));
});

test('the called party presses keys of its own document', async () => {
  const map = await mapOf({
    '/': `<Transfer transferCompleteUrl="/done"><PhoneNumber transferAnswerUrl="/whisper">${DESK}</PhoneNumber></Transfer>`,
    '/whisper': gather('/accept', 'Press 1 to accept.'),
    '/accept': ({ digits }) => (digits === '1' ? say('Go ahead.') : '<Hangup/>'),
    '/done': say('Bye.'),
  });
  const whisper = map.states.find(({ title }) => title === `Gather /accept for ${DESK}`);
  assert.equal(whisper?.heard, [{ kind: 'speech', text: `(${DESK}) Press 1 to accept.` }]);
  const { actions } = map.edges.find(({ from, labels }) => from === whisper?.id && labels.includes('1')) ?? {};
  assert.equal(actions, [{ kind: 'press', keys: '1', party: DESK }]);
});

test('a REFER is accepted or refused', async () => {
  const map = await mapOf(
    { '/': '<Refer referCompleteUrl="/done"><SipUri>sip:desk@pbx.example</SipUri></Refer>', '/done': say('Sorry.') },
    { start: { kind: 'inbound', call: { to: 'sip:line@app.example' } } },
  );
  assert.equal(edgesIn(map), [
    'refers to sip:desk@pbx.example → application hangs up: accepted',
    'refers to sip:desk@pbx.example → Sorry.: refused',
  ]);
});

test('an outbound call begins with what the phone does', async () => {
  const map = await mapOf(
    {
      '/answered': ({ machineDetectionResult }) =>
        say((machineDetectionResult as { value: string }).value === 'human' ? 'Hello.' : 'A message.'),
    },
    {
      start: {
        kind: 'outbound',
        request: { to: DESK, from: HOME, answerUrl: '/answered', machineDetection: { mode: 'sync' } },
      },
    },
  );
  assert.equal(edgesIn(map), [
    'places a call → Hello.: a human answers',
    'places a call → A message.: a machine answers · answers in silence',
    'places a call → ends: busy: busy',
    'places a call → ends: timeout: no answer',
    'places a call → ends: rejected: rejects',
    'places a call → ends: error: fails',
  ]);
  assert.is(map.states[0]?.kind, 'start');
});

// How states are recognized.

test('what was pressed is a placeholder in the prompts', async () => {
  const map = await mapOf({
    '/': gather('/key', 'Press 1.'),
    '/key': ({ digits }) => (digits === '1' ? say('Good.') : say(`Sorry, ${digits} is wrong.`)),
  });
  assert.ok(map.states.some(({ heard }) => heard[0]?.text === 'Sorry, {digits} is wrong.'));
});

test('ids and times do not make states', async () => {
  const map = await mapOf({
    '/': ({ callId, startTime }) => gather(`/key?call=${callId}&amp;at=${startTime}`, 'Press 1.'),
    '/key': ({ callId }) => gather(`/?last=${callId}`, 'Press 2.'),
  });
  assert.is(map.states.filter(({ kind }) => kind === 'input').length, 2);
});

/** Asks for a key up to a number of times, counting in the tag or the URL. */
const retries = (most: number): Answers => ({
  '/': gather('/key?n=1', 'Press 1.'),
  '/key': (event) => {
    if (event.digits === '1') return say('Good.');
    const tag = Number(event.tag ?? 1) || 1;
    return tag >= most
      ? say('Goodbye.')
      : `<Gather gatherUrl="/key" maxDigits="1" tag="${tag + 1}">${say('Again, press 1.')}</Gather>`;
  },
});

for (const most of [2, 3, 4, 6]) {
  test(`a counter in the tag that ends the call after ${most} wrong keys is found`, async () => {
    const map = await mapOf(retries(most));
    assert.is(map.states.filter(({ kind }) => kind === 'input').length, most);
    assert.ok(map.states.some(({ heard }) => heard[0]?.text === 'Goodbye.'));
    assert.equal(map.leftOut, []);
  });
}

test('a counter that changes nothing does not make states', async () => {
  const map = await mapOf({
    '/': gather('/key', 'Press 1.'),
    '/key': ({ digits, tag }) =>
      digits === '1'
        ? say('Good.')
        : `<Gather gatherUrl="/key" maxDigits="1" tag="${Number(tag || 0) + 1}">${say('Again, press 1.')}</Gather>`,
  });
  assert.equal(edgesIn(map), [
    'Press 1. → Good.: 1',
    'Press 1. → Again, press 1.: wrong key · no input',
    'Again, press 1. → Good.: 1',
    'Again, press 1. → Again, press 1.: wrong key · no input',
  ]);
  assert.match(map.leftOut.join('\n'), /--max-variants/);
});

test('menus that differ in their numbers and lead elsewhere are states of their own', async () => {
  const map = await mapOf({
    '/': gather('/menu', 'Press 1, 2 or 3.'),
    '/menu': ({ digits }) => gather(`/item?item=${digits}`, `Item ${digits || 0}. Press 1 to buy it.`),
    '/item': () => say('Bought.'),
  });
  assert.is(map.states.filter(({ kind }) => kind === 'input').length, 2);
  const apart = await walk(
    () => {
      const answer = application({
        '/': gather('/menu', 'Press 1, 2 or 3.'),
        '/menu': ({ digits }) =>
          `<Gather gatherUrl="/item" maxDigits="1" tag="${digits}">${say('Press 1 to buy it.')}</Gather>`,
        '/item': ({ tag }) => (tag === '3' ? say('Sold out.') : say('Bought.')),
      });
      return answer;
    },
    { name: 'app' },
  );
  assert.ok(apart.map.states.some(({ heard }) => heard[0]?.text === 'Sold out.'));
});

test('words that differ in each call are placeholders', async () => {
  let calls = 0;
  const words = ['amber', 'birch', 'cedar', 'dune', 'elm', 'fern'];
  const map = await mapOf({
    '/': () => gather('/key', `Your word is ${words[calls++ % 6]}. Press 1 or 2.`),
    '/key': ({ digits }) => say(digits === '1' ? 'One.' : 'Other.'),
  });
  assert.equal(
    map.edges.filter(({ labels }) => !labels.includes('caller hangs up')).map(({ labels }) => labels),
    [['1'], ['2', 'wrong key', 'no input']],
  );
});

test('sentences of different lengths in each call are placeholders', async () => {
  let calls = 0;
  const map = await mapOf({
    '/': () => gather('/key', `Welcome${' again'.repeat(calls++ % 5)}. Press 1.`),
    '/key': ({ digits }) => say(digits === '1' ? 'One.' : 'Other.'),
  });
  assert.is(map.states.filter(({ kind }) => kind === 'input').length, 1);
});

test('an application that remembers calls is walked as far as it repeats itself', async () => {
  let isNew = true;
  const map = await mapOf({
    '/': gather('/key', 'Press 1.'),
    '/key': () => {
      const first = isNew;
      isNew = false;
      return first ? gather('/more', 'Press 2.') : say('You were here before.');
    },
    '/more': say('More.'),
  });
  assert.match(map.leftOut.join('\n'), /remembers earlier calls/);
});

// Problems.

test('a state has the problems of the way to it', async () => {
  const map = await mapOf({
    '/': gather('/key', 'Press 1, 2, 3 or 4.'),
    '/key': ({ digits }) => {
      if (digits === '1') return '<Gather gatherUrl="/missing" maxDigits="1"/>';
      if (digits === '2') return '<Nonsense/>';
      if (digits === '3') return new Response('broken', { status: 500 });
      if (digits === '4') return '<Hangup/><SpeakSentence>Never.</SpeakSentence>';
      return '<Hangup/>';
    },
  });
  const found = map.states.flatMap(({ problems }) => problems.map(({ severity, code }) => `${severity} ${code}`));
  assert.equal(found, [
    'error root.known-children',
    'error invalid-bxml',
    'error callback-error',
    'warning hangup.unreachable',
    'error unserved',
  ]);
});

test('a warning of the first document does not stop the walk', async () => {
  const map = await mapOf({ '/': `<Gather maxDigits="1"/>${say('Bye.')}` });
  assert.equal(
    map.states[0]?.problems.map(({ code }) => code),
    ['gather.no-url'],
  );
  assert.ok(map.states.some(({ heard }) => heard[0]?.text === 'Bye.'));
});

// Visits.

test('the visits of tests have the signatures of the states, of an outbound call and of a called party too', async () => {
  const answers: Answers = {
    '/answered': gather('/key', 'Press 1.'),
    '/key': `<Transfer><PhoneNumber transferAnswerUrl="/whisper">${DESK}</PhoneNumber></Transfer>`,
    '/whisper': gather('/accept', 'Press 2.'),
    '/accept': '<Hangup/>',
  };
  const request = { to: HOME, from: '+15550100', answerUrl: '/answered' };
  const { states } = await mapOf(answers, { start: { kind: 'outbound', request } });
  const records: VisitRecord[] = [];
  Object.assign(globalThis, { [HOOK]: (visit: Visit) => records.push(recordOf(visit)) });
  try {
    const call = await simulate(application(answers)).createCall(request);
    await call.press('1');
    const desk = await call.transferredTo(DESK);
    await desk.press('2');
    await call.ends();
  } finally {
    Reflect.deleteProperty(globalThis, HOOK);
  }
  const known = new Map(states.map(({ signature, title }) => [signature, title]));
  assert.equal(
    records.flatMap((record) => (record.kind === 'choice' ? [known.get(record.signature)] : [])),
    ['places a call', 'Gather /key', `rings ${DESK}`, `Gather /accept for ${DESK}`],
  );
});

// Limits.

/** A flow without end: each document is new. */
const endless: Answers = {
  '/': gather('/a', 'Press 1.'),
  '/a': ({ tag }) =>
    `<Gather gatherUrl="/a" maxDigits="1" tag="x${tag ?? ''}">${say(`Level ${'x'.repeat(String(tag ?? '').length)}. Press 1.`)}</Gather>`,
};

for (const [limits, message] of [
  [{ states: 5 }, /--max-states/],
  [{ depth: 4 }, /--max-depth/],
  [{ calls: 9 }, /--max-calls/],
  [{ seconds: 0 }, /--max-seconds/],
] as const) {
  test(`an endless flow ends at ${message.source}`, async () => {
    const map = await mapOf(endless, { limits });
    assert.match(map.leftOut.join('\n'), message);
    assert.ok(map.states.some(({ kind }) => kind === 'unexplored'));
  });
}

test('endless hold music is a state without an end', async () => {
  const map = await mapOf({ '/': '<PlayAudio>/hold.wav</PlayAudio><Redirect redirectUrl="/"/>' });
  assert.equal([map.states[0]?.kind, map.states[0]?.title], ['waiting', 'goes on: listens to an audio file']);
});

test('documents without end at one moment are a problem', async () => {
  const map = await mapOf({ '/': '<Redirect redirectUrl="/"/>' });
  assert.ok(map.states[0]?.problems.some(({ code }) => code === 'loop'));
});

test('a handler that never answers is a problem', async () => {
  const map = await mapOf(
    { '/': gather('/key', 'Press 1.'), '/key': () => new Promise<never>(() => undefined) },
    { simulator: { patience: 0.05 } },
  );
  const [problem] = map.states.flatMap(({ problems }) => problems);
  assert.is(problem?.code, 'callback-error');
});

test('a server that refuses connections is a problem', async () => {
  const { map } = await walk(() => 'http://127.0.0.1:9', { name: 'http://127.0.0.1:9' });
  assert.equal([map.states.length, map.states[0]?.kind, map.states[0]?.cause], [1, 'end', 'callback-error']);
});

test('the signal ends a walk', async () => {
  const controller = new AbortController();
  const work = mapOf(endless, { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) });
  try {
    await work;
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, 'enough');
  }
});

test('the same application gives the same map, whatever the number of calls at a time', async () => {
  const one = JSON.stringify(await mapOf(retries(4)));
  assert.is(JSON.stringify(await mapOf(retries(4))), one);
  assert.is(JSON.stringify(await mapOf(retries(4), { concurrency: 5 })), one);
});

test('progress counts calls and states', async () => {
  let last = { calls: 0, states: 0, waiting: 0 };
  await mapOf(retries(3), {
    onProgress: (progress) => {
      last = progress;
    },
  });
  assert.ok(last.calls > 5);
  assert.is(last.waiting, 0);
});

test.run();
