// Writes generated files, or compares them with --check.
import { readFile, writeFile } from 'node:fs/promises';

/**
 * Writes each file of `files`, an object of functions by path. With --check it writes nothing and fails if a file is
 * stale.
 */
export async function writeGenerated(command, files) {
  for (const [path, generate] of Object.entries(files)) {
    const file = new URL(`../${path}`, import.meta.url);
    const text = await generate();
    if (text === (await readFile(file, 'utf8').catch(() => undefined))) {
      console.log(`${path} is up to date.`);
    } else if (process.argv.includes('--check')) {
      console.error(`${path} is stale: run "npm run ${command}" and commit the result.`);
      process.exitCode = 1;
    } else {
      await writeFile(file, text);
      console.log(`${path} is written.`);
    }
  }
}
