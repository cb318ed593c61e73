// The prose check of `npm run lint`: what it reports, and what it leaves alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('prose check');

/** A sentence and its marker. */
const reported: readonly (readonly [sentence: string, words: string])[] = [
  ['The event is new to nobody.', 'nobody'],
  ['Somebody reads the log.', 'Somebody'],
  ['Whoever awaits it gets the error.', 'Whoever'],
  ['It waits for no one.', 'no one'],
  ['Anybody may send events.', 'Anybody'],
  ['Nobody waits for the answer any more.', 'Nobody'],
  ['Every mistake comes with a way to mend it.', 'mend'],
  ['The cure is on the page of the code.', 'cure'],
  ['The hook is told each of them.', 'is told'],
  ['An event tells its type.', 'tells'],
  ['A failure of its own, told by one step each.', 'told'],
  ['A `Hangup` is no document.', 'is no'],
  ['Comments are no headings.', 'are no'],
  ['All events but for the first.', 'but for'],
  ['It does nothing where nothing is recorded.', 'where nothing'],
  ['The text itself, where there is no number.', 'where there is no'],
  ['The function gives it back.', 'gives it back'],
  ['It compares what the handler gives.', 'what the handler gives'],
  ['Aborted early, lest it leak.', 'lest'],
  ['A mark is not part of it. Nor is a comment.', 'Nor'],
  ['The promise is pending for ever.', 'for ever'],
  ['It runs once the document is found sound.', 'found sound'],
  ['It resolves once everything has come to rest.', 'come to rest'],
  ['The option is ignored without a word.', 'without a word'],
  ['The verb stands in a document.', 'stands in'],
  ['The step waits in vain.', 'in vain'],
  ['It goes on with the next verb.', 'goes on'],
  ['The document has a fault.', 'has a fault'],
  ['The type is not to be had here.', 'to be had'],
  ['Each is written anew.', 'anew'],
  ['A server hears of its failure.', 'hears of'],
  ['A text of so many bytes.', 'so many'],
];

const accepted = [
  'If nobody answers within 20 seconds, the transfer ends.',
  'Whoever picks up hears the menu; somebody who has joined hears music.',
  'Everybody in the conference hears the announcement.',
  'Amends the record. The curve is secure.',
  'The header tells the browser to keep the connection open. You can tell them apart.',
  'There is no default. The handler is no longer called. The limit is no greater than 100.',
  'If there are no children, returns an empty string.',
  'Like `get()` but for HTTPS.',
  'The line where the element begins. Resolves where possible. The folder where the files are.',
  'Useful in cases where there is no network. It is not known where it is.',
  'Returns the number given. Gives access to the request.',
  'It has neither a URL nor a name. It does not read `a.b` nor write it.',
  'Runs for every event, and forever.',
  'The sound of a call. It sounds like music. The audio is soundless.',
  'ISO stands for nothing. The clock stands still.',
  'The call goes on hold. The sign goes on the door.',
  'Use `nobody` or `is told` as names, or see [the page](nobody/is-told.md).',
  'So many events that the queue is full.',
];

test('each marker is found, at its line, and nothing else is', () => {
  const lines = [...reported.map(([sentence]) => sentence), ...accepted];
  const expected = reported.map(([, words], index) => ({ line: 2 * index + 1, words }));
  const { found, status } = check({ 'page.md': lines.join('\n\n') });
  assert.equal(
    found.map(({ line, words }) => ({ line, words })),
    expected,
  );
  assert.ok(found.every(({ advice }) => advice.startsWith('write ')));
  assert.is(status, 1);
});

test('sentences without a marker pass', () => {
  const { found, status, stdout } = check({ 'page.md': accepted.join('\n\n') });
  assert.equal(found, []);
  assert.is(status, 0);
  assert.match(stdout, /^prose: 0 to fix in \d+ words, 0\.00 per 1,000\n$/);
});

test('code reads comments, messages and test names', () => {
  const source = [
    '/**',
    ' * The first fact. It is',
    ' * no document.',
    ' *',
    ' * @example',
    ' * // nobody reads this',
    ' * @throws Error where there is no name',
    ' */',
    "const answer = 'nobody'; // told later",
    '// A comment over two lines is',
    '// told as one.',
    'const page = <p>nobody</p>;',
    'throw new TypeError(`#{page} is no page.`);',
    'const problem = { message: `#{answer} ` + "is no answer.", url: "nobody is told" };',
    "test('nobody reads', () => 'nobody reads');",
    '/* a block { with } brackets */ const text = `// nobody #{/* is told */ answer}`;',
    'const pattern = /nobody is told/;',
  ];
  const { found } = check({ 'module.tsx': source.join('\n').replaceAll('#{', '\x24{') });
  assert.equal(
    found.map(({ line, words }) => `${line} ${words}`),
    ['2 is no', '7 where there is no', '9 told', '10 is told', '13 is no', '14 is no', '15 nobody', '16 is told'],
  );
});

test('pages are read without code, comments and targets of links', () => {
  const page = [
    '# Nobody',
    '```ts',
    '// nobody',
    '```',
    '<!-- nobody',
    'nobody -->',
    '| a cell | is told |',
    '- an item is',
    '- no document',
    '  ~~~',
    '  nobody',
    '  ```',
    '  ~~~',
    'A [link](#nobody), and the last line is',
    'told.',
  ];
  const { found } = check({ 'page.md': page.join('\n') });
  assert.equal(
    found.map(({ line, words }) => `${line} ${words}`),
    ['1 Nobody', '7 is told', '14 is told'],
  );
});

function check(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'prose-'));
  try {
    const paths = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    const { stderr, stdout, status } = spawnSync(process.execPath, ['scripts/prose.mjs', ...paths], {
      encoding: 'utf8',
    });
    const found = stderr.split('\n').flatMap((report) => {
      const [, line, words, advice] = /:(\d+): "(.*?)"; (.*)$/.exec(report) ?? [];
      return words === undefined ? [] : [{ line: Number(line), words, advice: advice ?? '' }];
    });
    return { found, stdout, status };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.run();
