// Uses the packed package as a newcomer would: a new project with the tarball, a component, a mistake, a test run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = mkdtempSync(join(tmpdir(), 'bxml-jsx-package-'));
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], resolve('.')));
  const odd = files
    .map(({ path }) => path)
    .filter((path) => !/^(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path));
  if (odd.length > 0) throw new Error(`the package holds files that do not belong there: ${odd.join(', ')}`);

  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'newcomer', private: true, type: 'module' }));
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'nodenext',
        strict: true,
        jsx: 'react-jsxdev',
        jsxImportSource: 'bxml-jsx',
        noEmit: true,
        types: [],
      },
    }),
  );
  writeFileSync(
    join(project, 'menu.tsx'),
    `import { BxmlError, Gather, Hangup, Response, render, SpeakSentence } from 'bxml-jsx';
import { parseEvent } from 'bxml-jsx/events';
declare const console: { log(...values: unknown[]): void };
export const Menu = ({ name }: { name: string }) => (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={1}>
      <SpeakSentence voice="julie">Hello {name}, press one.</SpeakSentence>
    </Gather>
  </Response>
);
// @ts-expect-error a misspelt attribute does not compile
export const wrong = <Gather gatherURL="/menu" />;
console.log(render(<Menu name="Zoë & co" />));
try {
  render(<Response><Gather gatherUrl="/menu"><Hangup /></Gather></Response>);
} catch (error) {
  if (error instanceof BxmlError) console.log(error.message);
}
console.log(parseEvent({ eventType: 'initiate', callId: 'c-1', from: '1', to: '2', direction: 'inbound', callUrl: 'u' }).eventType);
`,
  );
  run('npm', ['install', '--no-audit', '--no-fund', '--offline=false', `./${filename}`]);
  const { resolve: find } = createRequire(import.meta.url);
  run(process.execPath, [find('typescript/bin/tsc'), '-p', '.']);
  const printed = run(process.execPath, ['--import', createRequire(import.meta.url).resolve('tsx'), 'menu.tsx']);
  for (const expected of [
    '<Response><Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence voice="julie">Hello Zoë &amp; co, press one.</SpeakSentence></Gather></Response>',
    '<Hangup> is not allowed inside <Gather>; allowed: SpeakSentence, PlayAudio.',
    'menu.tsx:15:',
    'initiate',
  ]) {
    if (!printed.includes(expected))
      throw new Error(`the newcomer's program did not print ${expected}; it printed\n${printed}`);
  }
  console.log(`the package works in a new project (${files.length} files)`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
