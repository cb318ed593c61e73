import { dirname, resolve } from 'node:path';
import { guarded } from '../load/guarded-process.js';
import type { LoadOptions } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { assertNotEmpty, missingFile, statsOf } from '../terminal/input-file.js';
import { type Io, print } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { visible, visibleJson } from '../terminal/visible.js';
import { checkApplication, checkBodies } from './check-bodies.js';
import { checkJsx } from './check-jsx.js';
import { checkPackages } from './check-packages.js';
import { type Diagnosis, readProject } from './project-facts.js';

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
  const project = readProject(projectFolder(io, folder));
  if (project === undefined) {
    throw new CommandError(`Cannot find a package.json in ${folder ?? 'this folder'} or above.`, {
      hint: 'Run it in the folder of a project, or name that: bxml doctor my-app.',
    });
  }
  const found: Diagnosis[] = [
    ...checkPackages(project, process.versions.node),
    ...checkJsx(project),
    ...checkBodies(project),
  ];
  const isUnused = found.some(({ code }) => code === 'not-used');
  if (options.app !== undefined) {
    const more = await checkApplication(io, options.app, options);
    found.push(...more.filter(({ code }) => code !== 'not-used' || !isUnused));
  }
  if (options.json === true) print(io, visibleJson({ project: project.root, problems: found }, 2));
  else printDiagnoses(io, found, project.sources.length);
  return found.length === 0 ? exitStatus.ok : exitStatus.findings;
}

/** @throws CommandError if the folder does not exist */
function projectFolder(io: Io, folder = '.'): string {
  assertNotEmpty(folder);
  const path = resolve(io.cwd, folder);
  const stats = statsOf(path);
  if (stats === undefined) throw missingFile(folder, 'Name a folder of the project.', 'folder');
  return stats.isDirectory() ? path : dirname(path);
}

function printDiagnoses(io: Io, found: readonly Diagnosis[], sources: number): void {
  const style = styleFor(io);
  for (const { code, message, fix } of found) {
    print(io, `${style('red', '✗')} ${visible(message)} ${style('dim', code)}`);
    print(io, `  ${visible(fix)}`);
    print(io);
  }
  const files = sources === 1 ? '1 file that uses' : `${sources} files that use`;
  if (found.length === 0) print(io, style('green', `✓ The set-up is right: ${files} bxml-jsx.`));
  else print(io, `${found.length === 1 ? '1 problem' : `${found.length} problems`} in ${files} bxml-jsx.`);
}
