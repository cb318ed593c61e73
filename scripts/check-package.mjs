// Tests the package as users install it: packs the output of `npm run build`, lints the tarball, checks the size of the
// core, and runs the tarball in a small project for every compiler, test runner and engine of docs/setup.md
// (consumers/). `node scripts/check-package.mjs tsc vite` runs only the consumers with these words in their names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkSize } from './package/budget.mjs';
import { checkPackedLinks } from './package/packed-links.mjs';
import { projects } from './package/project-files.mjs';
import { checkConditions, lint, pack, packCommand } from './package/tarball.mjs';
import { useCommand } from './package/use-command.mjs';
import { Workspace } from './package/workspace.mjs';

const AT_A_TIME = 2;
const consumersFolder = resolve('consumers');
const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bxml-jsx-package-'));
const workspace = new Workspace(folder);

/** Runs a step, and prints its duration or throws with its output. */
async function step(name, work) {
  const start = performance.now();
  try {
    const remark = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `  ${remark?.startsWith('skipped') ? '--' : 'ok'} ${name} (${remark ? `${remark}; ` : ''}${seconds} s)`,
    );
    return remark;
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
}

/** Returns the projects whose name contains one of the words. */
async function chosenProjects() {
  const isChosen = ({ name }) => words.some((word) => name.toLowerCase().includes(word.toLowerCase()));
  return (await projects()).filter((project) => words.length === 0 || isChosen(project));
}

/** Runs the consumers, several at a time, and returns the names of those that were skipped. */
async function useAll(consumers) {
  const queue = [...consumers];
  const skipped = [];
  const worker = async () => {
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const consumer = next;
        if ((await step(consumer.name, () => workspace.use(consumer))) !== undefined) skipped.push(consumer.name);
      }
    } finally {
      // After a failure no other consumer is started, but those that are running must end before the folder can be
      // deleted.
      queue.length = 0;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_A_TIME }, worker));
  const failure = ends.find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
  return skipped;
}

async function main() {
  const start = performance.now();
  const consumers = await chosenProjects();
  if (consumers.length === 0) throw new Error(`no consumer has ${words.join(' or ')} in its name`);
  let tarball;
  await step('npm pack', async () => {
    const packed = await pack(workspace, folder);
    tarball = packed.tarball;
    return `${packed.files} files, ${packed.size} bytes`;
  });
  let command;
  await step('npm pack of the command', async () => {
    const packed = await packCommand(workspace, folder);
    command = packed.tarball;
    return `${packed.files} files, ${packed.size} bytes`;
  });
  await step('size of the core', checkSize);
  await step('install', () => workspace.install(consumersFolder, [tarball, command]));
  await step('the command in a new project', () => useCommand(workspace, tarball, command));
  await step('links of the packed pages', () => checkPackedLinks(workspace.module('bxml-jsx')));
  await step('conditions of the exports', () => checkConditions(workspace));
  await step('publint and attw', () => lint(workspace, tarball));

  const skipped = await useAll(consumers);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`the package works in ${consumers.length - skipped.length} projects (${seconds} s)`);
  if (skipped.length > 0) console.log(`SKIPPED, because a tool is missing: ${skipped.join(', ')}`);
}

try {
  await main();
} catch (error) {
  console.error(`the package does not work: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
