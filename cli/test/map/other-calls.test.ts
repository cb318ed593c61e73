// Whether an application reads what a walk holds fixed. If it does, a handler that the walk has not reached may be reached.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readsOtherCalls } from '../../src/map/other-calls.js';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('map: other calls');

const readsIn = (source: string): boolean => readsOtherCalls([join(project({ 'app.tsx': source }, []), 'app.tsx')]);

const differing: Readonly<Record<string, string>> = {
  'the number of the caller': 'export const on = { initiate: ({ from }) => answer(from) };',
  'the number of the caller under another name': 'const answer = ({ tag, from: caller }) => find(caller);',
  'a field of the event': 'const isVip = event.from.startsWith("+1999");',
  'the called number': 'if (call.to === SALES) return <Sales />;',
  'a SIP header': 'const language = event.sipHeaders?.["X-Language"];',
  'the start of the call': 'const isHoliday = ({ startTime }) => startTime.slice(5, 10) === "12-25";',
  'the real clock': 'const isOpen = new Date().getHours() < 17;',
  chance: 'const prize = Math.random() < 0.01;',
  'a database': 'const order = await orders.find(id);',
};

for (const [name, source] of Object.entries(differing)) {
  test(`reads ${name}`, () => assert.is(readsIn(source), true));
}

const fixed: Readonly<Record<string, string>> = {
  imports: "import { webhooks } from 'bxml-jsx/fetch';\nexport { Menu } from './menu.js';\nexport * from './to.js';",
  'constructors named from': 'const keys = Array.from("123"); const bytes = Buffer.from("x");',
  comments: '// Calls from.other numbers\n/**\n * await, event.from\n */\nconst key = 1;',
  'a given date': 'const opening = new Date("2026-01-05T09:00:00Z");',
  'keys and tags': 'gather: ({ digits, tag }) => choices[digits] ?? menu(tag),',
};

for (const [name, source] of Object.entries(fixed)) {
  test(`does not read other calls: ${name}`, () => assert.is(readsIn(source), false));
}

test('the phone menu of the examples does the same for all calls', () => {
  const folder = fileURLToPath(new URL('../../../examples/phone-menu', import.meta.url));
  const files = readdirSync(folder).filter((name) => /^(?!.*(?:test|README))/.test(name));
  assert.is(readsOtherCalls(files.map((name) => join(folder, name))), false);
});

/** An application whose handler of transferComplete this caller does not reach. */
const applicationOf = (
  initiate: string,
): string => `import { PhoneNumber, Response, SpeakSentence, Transfer } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';
const Bye = () => <Response><SpeakSentence>Goodbye.</SpeakSentence></Response>;
const isFixed = (): boolean => true;
const transferred = (url?: string) => <Response><Transfer {...(url && { transferCompleteUrl: url })}><PhoneNumber>+15551230101</PhoneNumber></Transfer></Response>;
export default webhooks({ initiate: ${initiate}, transferComplete: Bye, disconnect: () => undefined });
`;

const outcomes: Readonly<Record<string, readonly [initiate: string, status: number, line: RegExp]>> = {
  'for certain callers is a note': [
    "({ from }) => (from.startsWith('+1999') ? transferred('/after') : <Bye />)",
    0,
    /^Note: No walked path reaches the handler transferComplete: .*--from/,
  ],
  'behind the real clock is a note': [
    '() => (new Date().getTime() < 0 ? transferred("/after") : <Bye />)',
    0,
    /^Note: No walked path reaches the handler transferComplete/,
  ],
  'behind nothing that differs is a finding': [
    '() => (isFixed() ? <Bye /> : transferred("/after"))',
    1,
    /^unreached-handler no walked path reaches the handler transferComplete/,
  ],
  'for which a walked verb lost its attribute is a finding': [
    '({ from }) => transferred(from === "" ? "/after" : undefined)',
    1,
    /^unreached-handler no walked path reaches the handler transferComplete/,
  ],
};

for (const [name, [initiate, expected, line]] of Object.entries(outcomes)) {
  test(`--check: a handler ${name}`, async () => {
    const cwd = project({ ...settings, 'app.tsx': applicationOf(initiate) });
    const { status, stdout, stderr } = await runBxml(['map', 'app.tsx', '--check'], { cwd });
    assert.equal([status, stderr], [expected, ''], stdout);
    assert.match(stdout, line);
  });
}

test('--check --json has the notes', async () => {
  const cwd = project({
    ...settings,
    'app.tsx': applicationOf('({ to }) => (to === "1" ? transferred("/a") : <Bye />)'),
  });
  const { stdout } = await runBxml(['map', 'app.tsx', '--check', '--json'], { cwd });
  const { findings, notes } = JSON.parse(stdout);
  assert.equal([findings.length, notes.length], [0, 1]);
});

test.run();
