// Uses the command as a new user would: installs both tarballs into an empty project, and runs it with npx.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILES = {
  'package.json': JSON.stringify({ private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', jsx: 'react-jsx', jsxImportSource: 'bxml-jsx' },
  }),
  'documents/menu.xml': '<Response>\n  <Gather gatherUrl="/menu" maxDigits="99"/>\n</Response>\n',
  'src/app.tsx': `import { Gather, Hangup, Response, SpeakSentence } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

export const Menu = () => (
  <Response>
    <Gather gatherUrl="/menu" maxDigits={1}>
      <SpeakSentence>Press 1 to hear it again.</SpeakSentence>
    </Gather>
  </Response>
);
export const app = webhooks({
  initiate: () => <Menu />,
  gather: ({ digits }) => (digits === '1' ? <Menu /> : <Response><Hangup /></Response>),
  disconnect: () => undefined,
});
`,
};

/** Commands, their exit status, and what they must print. */
const COMMANDS = [
  { run: ['--version'], prints: /^\d+\.\d+\.\d+\n$/ },
  { run: ['lint', 'documents'], status: 1, prints: /^documents\/menu\.xml:2:29: error maxDigits on <Gather> is 99;/ },
  { run: ['lint', '--format', 'sarif', 'documents'], status: 1, prints: /"version": "2\.1\.0"/ },
  { run: ['convert', 'documents/menu.xml'], prints: /<Gather gatherUrl="\/menu" maxDigits=\{99\} \/>/ },
  {
    run: ['convert', 'src/app.tsx', '--export', 'Menu'],
    prints: /<SpeakSentence>Press 1 to hear it again\.<\/SpeakSentence>/,
  },
  { run: ['doctor', '--app', 'src/app.tsx'], prints: /^✓ The set-up is right: 1 file that uses bxml-jsx\.\n$/ },
  { run: ['completion', 'bash'], prints: /complete -F __bxml_complete bxml/ },
  { run: ['map', 'src/app.tsx'], prints: /Press 1 to hear it again\./ },
  { run: ['map', 'src/app.tsx', '--format', 'svg'], prints: /^<svg/ },
  { run: ['map', 'src/app.tsx', '--check'], prints: /./ },
];

/** @throws Error if a command ends with another status, or prints something else */
export async function useCommand(workspace, library, command) {
  const folder = 'command-in-a-new-project';
  const root = workspace.path(folder);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const cache = join(root, '.cache');
  // An empty cache, as on a new machine. esbuild is what nearly every project has.
  const install = [
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--cache',
    cache,
    library,
    command,
    'esbuild',
  ];
  await workspace.run(install, { folder, timeout: 600_000 });
  const installed = readdirSync(join(root, 'node_modules')).filter((name) => name.startsWith('bxml'));
  if (installed.join() !== 'bxml,bxml-jsx') throw new Error(`installed: ${installed.join()}`);
  const { stdout: help } = await workspace.run(['npx', 'bxml', '--help'], { folder });
  const isPart = ({ run: [name] }) => name.startsWith('-') || help.includes(`\n  ${name} `);
  const commands = COMMANDS.filter(isPart);
  for (const command of commands) await expectOutcome(workspace, ['npx', 'bxml'], command, folder);

  // As `npx bxml` without an install: the command has a copy of the library, and the project another one.
  const other = `${folder}-2`;
  cpSync(root, workspace.path(other), {
    recursive: true,
    filter: (path) => !/node_modules[\\/]bxml(?:[\\/]|$)/.test(path),
  });
  const program = ['node', join(root, 'node_modules', 'bxml', 'dist', 'bxml.js')];
  for (const command of commands) await expectOutcome(workspace, program, command, other);
}

async function expectOutcome(workspace, program, { run, status = 0, prints }, folder) {
  const outcome = await workspace.run([...program, ...run], { folder }).then(
    ({ stdout }) => ({ status: 0, stdout }),
    (error) => ({ status: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
  if (outcome.status === status && prints.test(outcome.stdout)) return;
  throw new Error(`bxml ${run.join(' ')}: status ${outcome.status}\n${outcome.stdout}${outcome.stderr ?? ''}`);
}
