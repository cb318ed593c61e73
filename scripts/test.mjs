// Runs the test files with uvu, several at a time, and ends with the line "N passed, N failed[, N skipped]".
//   npm test                     every file
//   npm test -- escaping koa     the files whose path contains one of the words
//   npm test -- --again          files that fail run once more, alone, and count if they fail again
// Files without a test, failed hooks, processes that end early and open handles are failures.
import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const FILE_TIMEOUT = 600_000; // milliseconds
const EXIT_TIMEOUT = 30_000;
/** Files of one process, which keeps all modules that it has imported: garbage collection takes longer with each. */
const MOST_FILES = 40;
/** With more failed files than this, nothing runs again: the machine is not the reason. */
const MOST_AGAIN = 3;
const workerFile = fileURLToPath(new URL('test-worker.mjs', import.meta.url));
const execArgv = ['--conditions=bxml-jsx-source', '--import', 'tsx'];

const options = process.argv.slice(2);
const words = options.filter((word) => word !== '--again');
const files = ['test', 'examples', 'cli/test']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file))))
  .filter((file) => /\.test\.tsx?$/.test(file) && (words.length === 0 || words.some((word) => file.includes(word))))
  .sort();
const outcomes = new Map();
let leftOpen = 0;
/** What the files print about tests that cannot run here, such as `# skipped: no Redis`. */
const remarks = new Set();
let printedFiles = 0;

/** Runs files of the queue in one process at a time. Replaces the process if it ends early, and after many files. */
async function work(queue) {
  let worker;
  let count = 0;
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    worker ??= await start();
    const outcome = await runFile(worker, file);
    if (outcome.ended) worker = undefined;
    outcomes.set(file, outcome);
    printFinished();
    if (worker === undefined || ++count % MOST_FILES !== 0) continue;
    await stop(worker);
    worker = undefined;
  }
  if (worker !== undefined) await stop(worker);
}

async function start() {
  const worker = fork(workerFile, { execArgv });
  await nextMessage(worker);
  return worker;
}

async function runFile(worker, file) {
  const timer = setTimeout(() => worker.kill('SIGKILL'), FILE_TIMEOUT);
  const outcome = nextMessage(worker);
  worker.send(file);
  const result = await outcome;
  clearTimeout(timer);
  return result;
}

/** Resolves to the next message of a worker, or to a failure if the worker ends. */
function nextMessage(worker) {
  return new Promise((resolve) => {
    const settle = (result) => {
      worker.off('message', settle).off('exit', onExit);
      resolve(result);
    };
    const onExit = (code, signal) => settle({ ...failure(`The process ended with ${signal ?? code}.`), ended: true });
    worker.on('message', settle).on('exit', onExit);
  });
}

async function stop(worker) {
  const exited = new Promise((resolve) => worker.on('exit', resolve));
  worker.disconnect();
  if ((await Promise.race([exited, wait(EXIT_TIMEOUT, 'timeout')])) !== 'timeout') return;
  worker.kill('SIGKILL');
  console.error('A process did not end after its last file. A test left a server, socket or timer open.');
  leftOpen++;
}

const failure = (printed) => ({ passed: 0, failed: 1, skipped: 0, seconds: 0, printed });

/** Prints the outcomes in the order of the files, up to the first that is not finished. */
function printFinished() {
  for (let file = files[printedFiles]; outcomes.has(file); file = files[++printedFiles]) {
    print(file, outcomes.get(file));
  }
}

function print(file, { printed, passed, failed, seconds }) {
  console.log(`${failed > 0 ? 'FAIL' : 'ok  '} ${file} (${passed}, ${seconds.toFixed(1)} s)`);
  if (failed > 0) console.log(printed);
  for (const [remark] of printed.matchAll(/# skipped: .*/g)) remarks.add(remark);
}

/** Runs the files that failed once more, each in a process of its own with nothing beside it. */
async function runAgain() {
  const failed = files.filter((file) => outcomes.get(file).failed > 0);
  if (failed.length > MOST_AGAIN) return;
  for (const file of failed) {
    console.log(`again, alone: ${file}`);
    const worker = await start();
    const outcome = await runFile(worker, file);
    if (!outcome.ended) await stop(worker);
    outcomes.set(file, outcome);
    print(file, outcome);
    if (outcome.failed === 0)
      remarks.add(`# unsteady: ${file} failed beside other files, and passed alone. Correct it.`);
  }
}

const total = (key) => [...outcomes.values()].reduce((sum, outcome) => sum + outcome[key], 0);

const startTime = performance.now();
const queue = [...files];
await Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, () => work(queue)));
if (options.includes('--again')) await runAgain();
const [passed, failed, skipped] = [total('passed'), total('failed') + leftOpen, total('skipped')];
if (passed + failed === 0) console.error('No test ran.');
for (const remark of remarks) console.log(remark);
const seconds = ((performance.now() - startTime) / 1000).toFixed(1);
console.log(`\n${files.length} files in ${seconds} s, ${total('seconds').toFixed(1)} s of processor time`);
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
if (failed > 0 || passed === 0) process.exitCode = 1;
