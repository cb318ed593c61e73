// `bxml call` on a pseudo-terminal, as a person uses it. `script` of util-linux makes one; without it, these tests are skipped.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';

const test = suite('bxml call: on a terminal');

const root = fileURLToPath(new URL('../../..', import.meta.url));

const MENU = `const xml = (verbs) => new Response(\`<Response>\${verbs}</Response>\`, { headers: { 'content-type': 'application/xml' } });
export default async (request) => {
  const { eventType } = await request.json();
  if (eventType === 'disconnect') return new Response(null, { status: 204 });
  if (eventType === 'initiate')
    return xml('<Gather gatherUrl="/choice" maxDigits="1"><SpeakSentence>For sales, press one.</SpeakSentence></Gather>');
  return xml('<SpeakSentence>Goodbye.</SpeakSentence>');
};
`;

/** Milliseconds after which a terminal that does not print what is expected is closed. */
const LIMIT = 120_000;

/** A command on a pseudo-terminal. */
class Terminal {
  readonly #child: ChildProcess;
  readonly #status: Promise<number | null>;
  #output = '';
  /** The number of characters that were expected already. */
  #read = 0;

  constructor(command: string) {
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '1' };
    this.#child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: root,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
    });
    this.#status = new Promise((resolve) => this.#child.on('close', resolve));
  }

  /** Waits until the terminal shows a text after what was shown before. */
  async shows(text: string): Promise<void> {
    const end = performance.now() + LIMIT;
    for (;;) {
      const shown = stripVTControlCharacters(this.#output);
      const index = shown.indexOf(text, this.#read);
      if (index >= 0) {
        this.#read = index + text.length;
        return;
      }
      if (performance.now() > end || this.#child.exitCode !== null) assert.unreachable(`no ${text} in:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  types(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  status(): Promise<number | null> {
    return this.#status;
  }

  close(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
  }
}

const folder = project({ 'app.mjs': MENU }, []);

async function onTerminal(work: (terminal: Terminal) => Promise<void>): Promise<void> {
  const node = `${process.execPath} --conditions=bxml-jsx-source --import tsx`;
  const terminal = new Terminal(`${node} cli/src/bxml.ts call ${folder}/app.mjs`);
  try {
    await work(terminal);
  } finally {
    terminal.close();
  }
}

const hasScript =
  process.platform === 'linux' && /util-linux/.test(spawnSync('script', ['--version']).stdout?.toString() ?? '');

if (hasScript) {
  test('prompts, completes and repeats commands; a mistake does not change the exit status', async () => {
    await onTerminal(async (terminal) => {
      await terminal.shows('help lists the commands; time is virtual.');
      await terminal.shows('caller hears “For sales, press one.”');
      await terminal.shows('→ waits for 1 key');
      await terminal.shows('> ');
      terminal.types('busy\r');
      await terminal.shows('✗ No phone rings.');
      await terminal.shows('> ');
      terminal.types('wrong\r');
      await terminal.shows('bxml: Unknown command "wrong".');
      await terminal.shows('> ');
      // A tab among other keys is text that was pasted.
      terminal.types('pre');
      await terminal.shows('pre');
      terminal.types('\t');
      await terminal.shows('ss ');
      terminal.types('1\r');
      await terminal.shows('caller hears “Goodbye.”');
      await terminal.shows('→ the call is over (hangup)');
      await terminal.shows('> ');
      terminal.types('\x1b[A');
      await terminal.shows('press 1');
      terminal.types('\x15quit\r');
      assert.is(await terminal.status(), 0);
    });
  });

  for (const [name, key] of [
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ] as const) {
    test(`${name} hangs up and ends`, async () => {
      await onTerminal(async (terminal) => {
        await terminal.shows('> ');
        terminal.types(key);
        await terminal.shows('caller hangs up');
        await terminal.shows('→ the call is over (hangup)');
        assert.is(await terminal.status(), 0);
      });
    });
  }
} else {
  test('needs script of util-linux', () => console.log('# skipped: no script of util-linux'));
}

test.run();
