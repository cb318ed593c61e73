import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatProblem, validate } from 'bxml-jsx';
import { parse } from 'bxml-jsx/parse';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, print } from '../terminal/io.js';

/** Checks the documents in files. Prints one line per problem. */
export async function lint(io: Io, files: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.ok;
  for (const file of files) {
    for (const problem of validate(parse(await readFile(resolve(io.cwd, file), 'utf8')))) {
      print(io, `${file}: ${formatProblem(problem)}`);
      status = exitStatus.findings;
    }
  }
  return status;
}
