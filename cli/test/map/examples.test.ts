// `bxml map --check` of the examples, with the commands of examples/maps/README.md.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml map: the examples');

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(fileURLToPath(new URL('../../../examples/maps/README.md', import.meta.url)), 'utf8');
const commands = [...page.matchAll(/`bxml (map [^`]+)`/g)].map(([, command = '']) => command);

/** Returns the arguments of a command. Those in single quotes may have spaces. */
const argumentsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('the page has the commands of all examples', () => assert.is(commands.length, 9));

for (const command of commands) {
  test(`no findings: ${command}`, async () => {
    const { status, stdout, stderr } = await runBxml([...argumentsOf(command), '--check'], { cwd: root });
    assert.is(status, 0, stdout + stderr);
    assert.match(stdout, /^✓ \d+ states?, no findings\n$/);
  });
}

test.run();
