// `bxml map --random`.

import { testRunnerOf } from '../call-test/test-runner.js';
import { testedApplication } from '../call-test/tested-application.js';
import { writeCallTests } from '../call-test/write-call-tests.js';
import { writeTests } from '../check/check-command.js';
import { pathText } from '../draw/path-text.js';
import { printable } from '../draw/picture/printable.js';
import type { MapContext } from '../map/map-command.js';
import { Progress } from '../map/progress.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { print } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { callAtRandom } from './random-calls.js';
import { testOfFailure } from './random-test.js';

/** Holds calls at random. Prints the shortest one that fails as a test. */
export async function random(context: MapContext): Promise<ExitStatus> {
  const { io, options, loaded, start, simulator } = context;
  const { random: calls = 0, seed = 1 } = options;
  const progress = new Progress(io);
  const replays = { application: loaded.create ?? (() => loaded.application), start, options: simulator };
  const onProgress = (count: number): void => {
    progress.show(`${count} of ${calls} calls`);
    io.parent?.doing(`calling ${loaded.name}`);
  };
  const result = await callAtRandom(replays, { calls, seed, onProgress, signal: io.signal }).finally(() =>
    progress.clear(),
  );
  const style = styleFor(io);
  const { failure } = result;
  if (failure === undefined) {
    if (options.json === true) print(io, JSON.stringify({ version: 1, calls: result.calls, seed, failure: null }));
    else print(io, style('green', `✓ ${result.calls} random calls without a problem (seed ${seed})`));
    return exitStatus.ok;
  }
  const { path, problem } = failure;
  const test = testOfFailure(failure, seed, start, result.simulator);
  if (options.writeTests !== undefined) writeTests(context, [test]);
  if (options.json === true) {
    print(io, JSON.stringify({ version: 1, calls: result.calls, seed, failure: { ...problem, path } }, undefined, 2));
    return exitStatus.findings;
  }
  const [line = ''] = problem.message.split('\n');
  print(io, `${style('red', problem.code)} ${printable(line)}`);
  print(io, style('dim', `    in random call ${result.calls} (seed ${seed}), shortened to: ${pathText(path)}`));
  if (options.writeTests === undefined) {
    const file = `${io.cwd}/random.test.ts`;
    const source = {
      file,
      runner: testRunnerOf(io.cwd),
      application: testedApplication(context.loaded),
      tests: [test],
    };
    print(io, `\n${writeCallTests(source).trimEnd()}`);
  }
  return exitStatus.findings;
}
