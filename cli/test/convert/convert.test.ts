import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project, settings } from '../project.js';
import { type Outcome, runBxml } from '../run-bxml.js';

const test = suite('bxml convert');

const convert = (files: Readonly<Record<string, string | Uint8Array>>, ...args: string[]): Promise<Outcome> =>
  runBxml(['convert', ...args], { cwd: project({ ...settings, ...files }, ['bxml-jsx', 'esbuild']) });

const menu = `<?xml version="1.0" encoding="UTF-8"?>
<!-- The main menu -->
<Response>
  <!-- greeting -->
  <Gather gatherUrl="/menu?a=1&amp;b=2" maxDigits="1" terminatingDigits="#" firstDigitTimeout="2.5" tag="the tag">
    <SpeakSentence voice="susan">Press <emphasis level="strong">1</emphasis> for {sales}, 2 for Q&amp;A.</SpeakSentence>
  </Gather>
  <Transfer privacy="true"><PhoneNumber>+15551230000</PhoneNumber></Transfer>
  <Hangup/>
</Response>
<!-- the end -->
`;

const tsx = `import { Gather, Hangup, PhoneNumber, Response, SpeakSentence, Transfer } from 'bxml-jsx';

/* The main menu */
export const MainMenu = () => (
  <Response>
    {/* greeting */}
    <Gather
      gatherUrl="/menu?a=1&b=2"
      maxDigits={1}
      terminatingDigits="#"
      firstDigitTimeout={2.5}
      tag="the tag"
    >
      <SpeakSentence voice="susan">
        Press <emphasis level="strong">1</emphasis> for {'{'}sales{'}'}, 2 for Q&amp;A.
      </SpeakSentence>
    </Gather>
    <Transfer privacy>
      <PhoneNumber>+15551230000</PhoneNumber>
    </Transfer>
    <Hangup />
  </Response>
);

/* the end */
`;

test('writes a component, formatted, with imports and comments', async () => {
  const { status, stdout } = await convert({ 'main-menu.xml': menu }, 'main-menu.xml');
  assert.is(status, 0);
  assert.is(stdout, tsx);
});

test('standard input is a document', async () => {
  for (const args of [[], ['-']]) {
    const { status, stdout, stderr } = await runBxml(['convert', ...args], { input: '<Bxml><Hangup/></Bxml>' });
    assert.is(status, 0);
    assert.is(stderr, '');
    assert.match(
      stdout,
      /^import \{ Bxml, Hangup \} from 'bxml-jsx';\n\nexport const Document = \(\) => \(\n {2}<Bxml>\n/,
    );
  }
  const { PassThrough } = await import('node:stream');
  const { status, stderr } = await runBxml(['convert'], { stdin: Object.assign(new PassThrough(), { isTTY: true }) });
  assert.is(status, 2);
  assert.match(stderr, /^bxml: There is nothing to convert\.\n/);
});

const names: readonly (readonly [string, readonly string[], string])[] = [
  ['menu.xml', [], 'Menu'],
  ['menu.xml', ['--name', 'Greeting'], 'Greeting'],
  ['gather-digits.v2.bxml', [], 'GatherDigitsV2'],
  ['hangup.xml', [], 'HangupDocument'],
  ['2nd.xml', [], 'Document2nd'],
  ['été.txt', [], 'Été'],
  ['__.xml', [], 'Document'],
];

for (const [file, args, name] of names) {
  test(`the component of ${[file, ...args].join(' ')} is ${name}`, async () => {
    const { stdout } = await convert({ [file]: '<Response><Hangup/></Response>' }, file, ...args);
    assert.match(stdout, `export const ${name} = () => (`);
  });
}

test('-o writes a file, and no other', async () => {
  const cwd = project({ 'a.xml': menu }, []);
  const { status, stdout } = await runBxml(['convert', 'a.xml', '--name', 'MainMenu', '-o', 'b.tsx'], { cwd });
  assert.equal({ status, stdout }, { status: 0, stdout: '' });
  assert.is(readFileSync(join(cwd, 'b.tsx'), 'utf8'), tsx);
  assert.equal(readdirSync(cwd).sort(), ['a.xml', 'b.tsx']);
  const missing = await runBxml(['convert', 'a.xml', '-o', 'none/b.tsx'], { cwd });
  assert.equal(missing, {
    status: 2,
    stdout: '',
    stderr: 'bxml: none/b.tsx cannot be written: its folder does not exist.\n',
  });
});

test('remarks on passwords, and on line breaks of speech', async () => {
  const xml = `<Response><SpeakSentence>a\nb</SpeakSentence><Record recordCompleteUrl="/a" username="u" password="s3cret"/></Response>`;
  const { status, stderr } = await convert({ 'a.xml': xml }, 'a.xml');
  assert.is(status, 0);
  assert.is(
    stderr,
    'The document has a password, and so has the component: read it from the environment instead.\nThe line breaks of speech are kept: --collapse writes them as spaces.\n',
  );
  assert.not.match((await convert({ 'a.xml': xml }, 'a.xml', '--collapse')).stderr, 'line breaks');
});

test('text and SSML fill lines, and long text with line breaks is a template', async () => {
  const lines = Array.from({ length: 4 }, (_, index) => `  For department ${index}, press \`${index}\` now.`).join(
    '\n',
  );
  const xml = `<Response><SpeakSentence>Please leave a message after the tone, and then press <emphasis>pound</emphasis>, or hang up.</SpeakSentence><SpeakSentence>\n${lines}\n</SpeakSentence></Response>`;
  const { stdout } = await convert({ 'a.xml': xml }, 'a.xml');
  assert.is(
    stdout,
    `import { Response, SpeakSentence } from 'bxml-jsx';

export const A = () => (
  <Response>
    <SpeakSentence>
      Please leave a message after the tone, and then press <emphasis>pound</emphasis>, or hang up.
    </SpeakSentence>
    <SpeakSentence>
      {\`
${lines.replaceAll('`', '\\`')}
\`}
    </SpeakSentence>
  </Response>
);
`,
  );
  const empty = await convert({ 'empty.xml': '<Response></Response>' }, 'empty.xml');
  assert.match(empty.stdout, /\nexport const Empty = \(\) => <Response \/>;\n$/);
});

test('--collapse writes the space of speech as one space', async () => {
  const xml = '<Response>\n  <SpeakSentence>\n    Good\n    bye, <break/>\n    Ada\n  </SpeakSentence>\n</Response>';
  const exact = await convert({ 'a.xml': xml }, 'a.xml');
  assert.match(exact.stdout, "{'\\n    Good\\n    bye, '}<break />{'\\n    Ada\\n  '}");
  const { stdout } = await convert({ 'a.xml': xml }, 'a.xml', '--collapse');
  assert.match(stdout, '<SpeakSentence>Good bye, <break /> Ada</SpeakSentence>');
});

test('a document with problems is converted, with a remark', async () => {
  const { status, stdout, stderr } = await convert(
    { 'a.xml': '<Response><Gather maxDigits="99"/></Response>' },
    'a.xml',
  );
  assert.is(status, 0);
  assert.match(stdout, '<Gather maxDigits={99} />');
  assert.is(stderr, 'The document has 2 problems: see bxml lint. The component has the same.\n');
});

test('what is not well-formed or not UTF-8 is reported with its position', async () => {
  const open = await convert({ 'a.xml': '<Response>\n  <Gather>\n</Response>' }, 'a.xml');
  assert.is(open.status, 1);
  assert.is(open.stdout, '');
  assert.match(open.stderr, /^a\.xml:3:1: error .*root\.well-formed\n {2}3 \|/);
  const latin = await convert({ 'a.xml': Buffer.from('<Response>é</Response>', 'latin1') }, 'a.xml');
  assert.is(latin.status, 1);
  assert.match(latin.stderr, /^a\.xml:1:11: error The byte 0xE9 at offset 10 is not UTF-8\./);
});

test('elements and attributes that JSX cannot express are refused', async () => {
  const xml = '<Response><Foo/><Foo/><a.b/><Gather key="1" children="2"/></Response>';
  const { status, stdout, stderr } = await convert({ 'a.xml': xml }, 'a.xml');
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.is(
    stderr,
    `bxml: The document cannot be converted: <Foo> is not a known element; <a.b> is not a known element; JSX has no attribute key (on <Gather>); JSX has no attribute children (on <Gather>).
  Correct the names. Verbs of your own are imported with --verbs ./verbs.ts, which exports them.
`,
  );
});

const verbs = `import { defineVerb } from 'bxml-jsx';
export const Whisper = defineVerb('Whisper', { attributes: { volume: { type: 'integer' } }, content: 'text' });
`;

test('--verbs imports verbs of your own, with the types of their attributes', async () => {
  const files = { 'lib/verbs.ts': verbs, 'a.xml': '<Response><Whisper volume="3">psst</Whisper></Response>' };
  const { status, stdout } = await convert(files, 'a.xml', '--verbs', 'lib/verbs.ts');
  assert.is(status, 0);
  assert.is(
    stdout,
    `import { Response } from 'bxml-jsx';
import { Whisper } from './lib/verbs.js';

export const A = () => (
  <Response>
    <Whisper volume={3}>psst</Whisper>
  </Response>
);
`,
  );
  const cwd = project({ ...settings, ...files, 'src/note.txt': '' }, ['bxml-jsx', 'esbuild']);
  await runBxml(['convert', 'a.xml', '--verbs', 'lib/verbs.ts', '-o', 'src/a.tsx'], { cwd });
  assert.match(readFileSync(join(cwd, 'src/a.tsx'), 'utf8'), "from '../lib/verbs.js';");
  const { stdout: xml } = await runBxml(['convert', 'src/a.tsx'], { cwd });
  assert.match(xml, '<Whisper volume="3">psst</Whisper>');
  const none = await convert({ ...files, 'lib/verbs.ts': 'export const a = 1;' }, 'a.xml', '--verbs', 'lib/verbs.ts');
  assert.is(none.status, 2);
  assert.match(none.stderr, /^bxml: lib\/verbs\.ts exports no verbs\.\n {2}Verbs are created by defineVerb/);
});

const component = `import { Response, SpeakSentence } from 'bxml-jsx';
export const Menu = ({ name = 'you' }: { name?: string }) => (
  <Response>
    <SpeakSentence>Hello {name}</SpeakSentence>
  </Response>
);
`;

const pretty = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <SpeakSentence>Hello ${name}</SpeakSentence>
</Response>
`;

test('writes the document of a component', async () => {
  const files = { 'menu.tsx': component };
  assert.equal(await convert(files, 'menu.tsx'), { status: 0, stdout: pretty('you'), stderr: '' });
  assert.is((await convert(files, 'menu.tsx', '--props', '{"name":"Ada"}')).stdout, pretty('Ada'));
  assert.is(
    (await convert(files, 'menu.tsx', '--exact')).stdout,
    '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>Hello you</SpeakSentence></Response>',
  );
});

test('the default export needs no name, and CommonJS may export an object', async () => {
  const response = '<Response><Hangup /></Response>';
  const imports = `import { Hangup, Response } from 'bxml-jsx';`;
  for (const [file, source] of [
    ['arrow.tsx', `${imports} export default () => ${response};`],
    ['function.tsx', `${imports} export default function menu() { return ${response}; }`],
    ['menu.cts', `const { Response } = require('bxml-jsx'); module.exports = { helper: 1, Menu: () => Response };`],
  ] as const) {
    const { stderr } = await convert({ [file]: source }, file);
    assert.not.match(stderr, 'exports no component', file);
  }
  const { stdout } = await convert({ 'a.tsx': `${imports} export default () => ${response};` }, 'a.tsx');
  assert.match(stdout, '<Hangup/>');
});

test('a component that does not settle, or fails later, is reported', async () => {
  const late = `import { Response } from 'bxml-jsx'; export const Menu = async () => { await new Promise(() => {}); return <Response />; };`;
  const { status, stderr } = await convert({ 'a.tsx': late }, 'a.tsx', '--load-timeout', '0.3');
  assert.is(status, 2);
  assert.match(stderr, /^bxml: Menu of a\.tsx did not render within 0\.3 s: it awaits what does not settle\.\n/);
});

test('the component is the default export, the only one, or the one that is named', async () => {
  const two = `${component}export const Other = () => <Response><SpeakSentence>Bye</SpeakSentence></Response>;\nexport const helper = () => 1;\n`;
  const several = await convert({ 'menu.tsx': two }, 'menu.tsx');
  assert.equal(several, {
    status: 2,
    stdout: '',
    stderr: 'bxml: menu.tsx exports several components: Menu, Other.\n  Choose one: --export Menu\n',
  });
  assert.match((await convert({ 'menu.tsx': two }, 'menu.tsx', '--export', 'Other')).stdout, 'Bye');
  const misspelt = await convert({ 'menu.tsx': two }, 'menu.tsx', '--export', 'menu');
  assert.is(
    misspelt.stderr,
    'bxml: menu.tsx does not export menu. It exports Menu (a function), Other (a function), helper (a function).\n  Did you mean Menu?\n',
  );
  const element = `${component}export default <Response><SpeakSentence>An element</SpeakSentence></Response>;`;
  assert.match((await convert({ 'menu.tsx': element }, 'menu.tsx')).stdout, 'An element');
  const asynchronous = component.replace('= ({', '= async ({');
  assert.is((await convert({ 'menu.tsx': asynchronous }, 'menu.tsx')).stdout, pretty('you'));
});

test('problems of a component have the lines of its source', async () => {
  const { status, stdout, stderr } = await convert(
    { 'menu.tsx': component.replace('<SpeakSentence>', '<SpeakSentence voice="x">') },
    'menu.tsx',
  );
  assert.is(status, 1);
  assert.is(stdout, '');
  assert.match(
    stderr,
    /^menu\.tsx:4:5: error voice on <SpeakSentence> is "x"; .* speak\.voice\n {2}4 \| {5}<SpeakSentence voice="x">Hello \{name\}<\/SpeakSentence>\n {4}\| {5}\^\n/,
  );
  const warned = component
    .replace('  </Response>', '  <SpeakSentence>a</SpeakSentence><Gather /></Response>')
    .replace('{ Response', '{ Gather, Response');
  const warning = await convert({ 'menu.tsx': warned }, 'menu.tsx');
  assert.is(warning.status, 0);
  assert.match(warning.stdout, '<Gather/>');
  assert.match(warning.stderr, /^menu\.tsx:5:35: warning <Gather> has no gatherUrl/);
});

const refused: readonly (readonly [string, string, readonly string[], RegExp])[] = [
  [
    'menu.tsx',
    'export const a = 1;',
    [],
    /^bxml: menu\.tsx exports no component\. It exports a \(a number\)\.\n {2}Export a function that returns an element/,
  ],
  ['menu.tsx', '', [], /^bxml: menu\.tsx exports no component\. It exports nothing\.\n/],
  [
    'menu.tsx',
    'export const a = 1;',
    ['--export', 'a'],
    /^bxml: a of menu\.tsx is a number, not a component\.\n {2}Export a function/,
  ],
  [
    'menu.tsx',
    component,
    ['--props', '{'],
    /^bxml: --props is not JSON: .*\n {2}Write --props '\{"name":"Ada"\}'\.\n$/,
  ],
  ['menu.tsx', component, ['--props', '[]'], /^bxml: --props is an array; expected an object\.\n/],
  ['menu.tsx', component, ['--name', 'A'], /^bxml: --name is for documents, and the source is a module\.\n$/],
  ['a.xml', '<Response/>', ['--props', '{}'], /^bxml: --props is for modules, and the source is a document\.\n$/],
  [
    'a.xml',
    '<Response/>',
    ['--name', 'menu'],
    /^bxml: --name is "menu"; expected the name of a component, such as MainMenu\.\n$/,
  ],
  ['menu.tsx', 'throw new Error("broken")', [], /^bxml: menu\.tsx threw an error while it was loaded: broken\n/],
];

for (const [file, source, args, message] of refused) {
  test(`refuses ${[file, ...args].join(' ')}: ${source.slice(0, 30)}`, async () => {
    const { status, stdout, stderr } = await convert({ [file]: source }, file, ...args);
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.match(stderr, message);
  });
}

test('a file that does not exist is refused', async () => {
  for (const file of ['none.tsx', 'none.xml']) {
    const { status, stderr } = await convert({}, file);
    assert.is(status, 2);
    assert.match(stderr, `bxml: Cannot find the file ${file}.`);
  }
});

test('a folder is refused', async () => {
  const { status, stderr } = await runBxml(['convert', 'cli/test'], { cwd: process.cwd() });
  assert.is(status, 2);
  assert.match(stderr, /^bxml: cli\/test is a folder; expected a file\.\n {2}Name one document/);
});

test.run();
