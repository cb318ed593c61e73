import { resolve } from 'node:path';
import { guarded } from '../load/guarded-process.js';
import type { LoadOptions } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, print } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { checkApplication, checkBodies } from './check-bodies.js';
import { checkJsx } from './check-jsx.js';
import { checkPackages } from './check-packages.js';
import type { Diagnosis } from './diagnosis.js';
import { readProject } from './project-facts.js';

/** Options of {@link doctor}. */
export interface DoctorOptions extends LoadOptions {
  /** A module or URL to send an event to. */
  readonly app?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Checks the set-up of a project, and prints what is wrong and the fix.
 *
 * @param folder a folder of the project. Default: the working directory
 * @throws CommandError if there is no package.json, or the application of `--app` cannot be loaded
 */
export async function doctor(io: Io, folder: string | undefined, options: DoctorOptions): Promise<ExitStatus> {
  if (options.app !== undefined && io.again !== undefined) return guarded(async () => exitStatus.ok)(io);
  const project = readProject(resolve(io.cwd, folder ?? '.'));
  if (project === undefined) {
    throw new CommandError(`There is no package.json in ${folder ?? 'this folder'} or above.`, {
      hint: 'Run it in the folder of a project, or name that: bxml doctor my-app.',
    });
  }
  const found: Diagnosis[] = [
    ...checkPackages(project, process.versions.node),
    ...checkJsx(project),
    ...checkBodies(project),
  ];
  if (options.app !== undefined) found.push(...(await checkApplication(io, options.app, options)));
  if (options.json === true) print(io, JSON.stringify({ project: project.root, problems: found }, null, 2));
  else printDiagnoses(io, found, project.sources.length);
  return found.length === 0 ? exitStatus.ok : exitStatus.findings;
}

function printDiagnoses(io: Io, found: readonly Diagnosis[], sources: number): void {
  const style = styleFor(io);
  for (const { code, message, fix } of found) {
    print(io, `${style('red', '✗')} ${message} ${style('dim', code)}`);
    print(io, `  ${fix}`);
    print(io);
  }
  const files = sources === 1 ? '1 file that uses' : `${sources} files that use`;
  if (found.length === 0) print(io, style('green', `✓ The set-up is right: ${files} bxml-jsx.`));
  else print(io, `${found.length === 1 ? '1 problem' : `${found.length} problems`} in ${files} bxml-jsx.`);
}
