// docs/errors.md lists exactly the codes in the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createElement, type RenderOptions, Response, render } from 'bxml-jsx';
import { bullmqQueue } from 'bxml-jsx/bullmq';
import { type BasicAuthOptions, basicAuth, webhooks } from 'bxml-jsx/koa';
import { type ParseOptions, parse } from 'bxml-jsx/parse';
import { memoryQueue } from 'bxml-jsx/queue';
import { behaviors } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';

const test = suite('docs/errors.md');

const CODE = /'([a-z]\w*(?:-\w+)*\.[a-z][\w-]*|async-document)'/g;
const codesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^\| (\[?`[^|]+?) \|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))
      .filter((code) => /^[a-z]\w*(-\w+)*\.[a-z][\w-]*$/.test(code) || code === 'async-document'),
  );
const page = readFileSync('docs/errors.md', 'utf8');
const TABLE_OF_RULES = /<!-- rules -->\n[\s\S]*?<!-- \/rules -->/;
const errors = codesIn(page.replace(TABLE_OF_RULES, ''));
const rules = codesIn(TABLE_OF_RULES.exec(page)?.[0] ?? '');

/** Codes that are literals in the sources, except rules of verbs, which test/rules/rules-page.test.ts compares. */
const inSources = new Set(
  ['src', 'jsx-runtime']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file).replaceAll('\\', '/'),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const code = readFileSync(file, 'utf8').replace(/^ *(?:\/\/|\*).*$/gm, '');
      const given = file.startsWith('src/verbs/') ? (code.match(/BxmlError\.of\(\s*'[^']+'/g) ?? []).join() : code;
      return [...given.matchAll(CODE)].map(([, found = '']) => found);
    })
    // Names of the same form that are not codes.
    .filter((code) => !code.startsWith('bxml-jsx.') && !Object.hasOwn(behaviors, code)),
);

/** A value of the wrong type for each option. The code contains the option's name. */
const wrong: Record<string, unknown> = {
  limit: 0,
  timeout: '5 s',
  path: 'calls',
  auth: 'secret',
  ack: 'never',
  ackStatus: 202,
  dedupe: true,
  queue: 'redis://127.0.0.1',
  hooks: { gone: () => undefined },
  onError: 'log',
  onUnknown: 1,
  waitUntil: null,
  rules: [],
  strict: 'yes',
  onWarning: 'log',
};

const wrongOfQueue: Record<string, unknown> = { attempts: 0, backoff: 'slow', maxEvents: 0, maxDead: 0 };
const wrongOfBullmq: Record<string, unknown> = {
  connection: 'http://127.0.0.1',
  client: {},
  name: 'a:b',
  prefix: '',
  maxWaiting: 0,
  keepDone: { age: 5000 },
  lockDuration: 5,
  stalledInterval: '2 s',
  telemetry: true,
};
const wrongOfMethods: Record<string, unknown> = { key: '', callId: 5, limit: 0 };
const queue = memoryQueue();

/** Returns the code of the error for a wrong filter of dead events. */
const codeOfRejection = async ([name, value]: [string, unknown]): Promise<string> =>
  (await rejectionOf(queue.dead({ [name]: value } as object))).code;

const document = createElement(Response, {});
const thrown = new Set([
  // The casts pass values that the types reject.
  ...Object.entries(wrong).map(([name, value]) => thrownBy(() => webhooks({}, { [name]: value } as object)).code),
  thrownBy(() => webhooks({}, null as never)).code,
  ...Object.entries(wrongOfQueue).map(([name, value]) => thrownBy(() => memoryQueue({ [name]: value } as object)).code),
  ...Object.entries(wrongOfBullmq).map(
    ([name, value]) => thrownBy(() => bullmqQueue({ connection: 'redis://127.0.0.1', [name]: value } as object)).code,
  ),
  ...(await Promise.all(Object.entries(wrongOfMethods).map(codeOfRejection))),
  thrownBy(() => webhooks({}, { timeuot: 5 } as object)).code,
  thrownBy(() => queue.work({ disconnect: () => {} }, { concurrency: 0 })).code,
  thrownBy(() => webhooks({ nobody: () => undefined } as object)).code,
  thrownBy(() => basicAuth({ auth: [] } as BasicAuthOptions)).code,
  thrownBy(() => render(document, { context: 'phone' } as unknown as RenderOptions)).code,
  thrownBy(() => render(document, { signal: 1 } as unknown as RenderOptions)).code,
  thrownBy(() => parse('<Response/>', { verbs: 1 } as unknown as ParseOptions)).code,
]);

test('there are codes to compare', () => {
  assert.ok(
    errors.size > 50 && rules.size > 100 && inSources.size > 50,
    `${errors.size} ${rules.size} ${inSources.size}`,
  );
});

test('each invalid option has its own code', () => {
  for (const name of Object.keys({ ...wrong, ...wrongOfBullmq })) assert.ok(thrown.has(`options.${name}`), name);
});

test('every code in the sources is on a page', () => {
  const missing = [...inSources, ...thrown].filter((code) => !errors.has(code) && !rules.has(code));
  assert.equal(missing, []);
});

test('every code on the page is in the sources', () => {
  assert.equal(
    [...errors].filter((code) => !inSources.has(code) && !thrown.has(code)),
    [],
  );
});

test.run();
