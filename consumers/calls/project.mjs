// The recipes for call tests: the same application with every test runner, from the packed tarball, also under
// `bxml map --coverage`. In each project, a test that waits for something that never happens must fail with the timeline
// of the call.
import { checkTypes, tsconfig } from '../../scripts/package/program.mjs';
import { runners, setup, testing } from '../../scripts/package/project-files.mjs';

const app = testing.fileOf('A first call', 'app.tsx');
/** Fails if the command does not see the calls of the tests. */
const COVERAGE = ['bxml', 'map', 'src/app.tsx', '--url', '/call', '--coverage', '--threshold', '10', '--'];
const says = 'caller hears "never spoken"';
const mistaken = (test) => test.replace(/(url: '\/call' }\);\n)/, "$1  await call.hears('never spoken');\n");

/**
 * Returns a project with the recipe of a runner. `wrong` is the name of the failing test, and `failing` the command
 * that runs it.
 */
function recipe(runner, { files = {}, wrong = 'wrong.tsx', failing = (run) => run, node }) {
  const test = runners.fileOf(runner, 'call.test.tsx');
  const [command] = runners.commandsOf(runner);
  const options = { env: command.env, ...(node === undefined ? {} : { node }) };
  return {
    name: `calls, ${runner}`,
    files: {
      'src/app.tsx': app,
      'src/call.test.tsx': test,
      [`src/${wrong}`]: mistaken(test),
      'tsconfig.json': tsconfig(),
      ...files,
    },
    commands: [
      ...(runner === 'Jest' ? [] : [checkTypes]),
      { run: command.run, ...options },
      { run: [...COVERAGE, ...command.run], ...options },
    ],
    fails: { run: failing(command.run), says, ...options },
  };
}

const named = (wrong) => (run) => run.map((word) => word.replace('call.test.tsx', wrong));
const jest = setup.fileOf('Jest', 'jest.config.js');

export default [
  recipe('uvu', { failing: named('wrong.tsx') }),
  recipe('node:test', { failing: named('wrong.tsx') }),
  recipe('Vitest', {
    node: '24',
    files: { 'wrong.config.js': "export default { test: { include: ['src/wrong.tsx'] } };\n" },
    failing: (run) => [...run, '--config', 'wrong.config.js'],
  }),
  recipe('Jest', {
    files: {
      'jest.config.js': jest,
      'wrong.config.js': jest.replace('export default {', () => "export default { testRegex: 'wrong',"),
    },
    failing: (run) => [...run, '--config', 'wrong.config.js'],
  }),
];
