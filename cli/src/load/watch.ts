import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, remark } from '../terminal/io.js';
import { reportError } from '../terminal/report-error.js';
import { styleFor } from '../terminal/style.js';

/** Milliseconds without another change after which the work runs again: editors write a file in several steps. */
const QUIET = 100;

/** Files that editors write beside the one that is edited: hidden files, `menu.xml~`, and the `4913` of Vim. */
const TEMPORARY = /^\.|~$|^\d+$/;

/** The outcome of a run. */
export interface RunOutcome {
  readonly status: ExitStatus;
  /** Absolute paths of the files that the outcome depends on. */
  readonly files: readonly string[];
  /** Absolute paths of the folders in which any new file may change it. */
  readonly folders?: readonly string[];
  /** Why the run failed, if that has not been printed. */
  readonly failure?: CommandError;
  /** True if the results have no reader any more. */
  readonly isClosed?: boolean;
}

/**
 * Runs work, and again whenever one of the files changes that it depends on, or a file is new in one of the folders, until the person interrupts it. Errors of a
 * run are printed, and do not end it. Returns the status of a run that does not know its files, or whose results have no reader.
 *
 * @param run runs the work once; the signal aborts when a file has changed meanwhile
 * @param known absolute paths of files that the first run depends on
 */
export async function watchFiles(
  io: Io,
  run: (signal: AbortSignal) => Promise<RunOutcome>,
  known: readonly string[] = [],
): Promise<ExitStatus> {
  const style = styleFor(io, 'stderr');
  const files = new Set<string>(known);
  const folders = new Set<string>();
  while (!io.signal.aborted) {
    const changes = new Changes();
    changes.watch(files, folders);
    const attempt = new AbortController();
    const changed = changes.next(io.signal);
    void changed.then(() => attempt.abort());
    const outcome = await run(AbortSignal.any([io.signal, attempt.signal]));
    if (io.signal.aborted) break;
    if (outcome.failure !== undefined) reportError(io, outcome.failure);
    for (const file of outcome.files) files.add(file);
    for (const folder of outcome.folders ?? []) folders.add(folder);
    if (files.size === 0 || outcome.isClosed === true) return outcome.failure?.status ?? outcome.status;
    changes.watch(files, folders);
    if (!attempt.signal.aborted) {
      remark(io, style('dim', `Watching ${files.size === 1 ? '1 file' : `${files.size} files`}. Ctrl-C ends.`));
    }
    const file = await changed;
    changes.close();
    if (file !== undefined) remark(io, style('dim', `${relative(io.cwd, file)} changed`));
  }
  return exitStatus.interrupted;
}

/** Waits for changes of files. Watches their folders, because editors replace files instead of writing to them. */
class Changes {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #names = new Map<string, Set<string>>();
  readonly #whole = new Set<string>();
  #changed: ((file: string) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param folders folders in which each file is watched, also a new one */
  watch(files: Iterable<string>, folders: Iterable<string>): void {
    for (const folder of folders) {
      this.#whole.add(folder);
      if (!this.#watchers.has(folder)) this.#watchFolder(folder);
    }
    for (const file of files) {
      const folder = dirname(file);
      const names = this.#names.get(folder) ?? new Set();
      this.#names.set(folder, names.add(basename(file)));
      if (!this.#watchers.has(folder)) this.#watchFolder(folder);
    }
  }

  /** Resolves to the file that changed, or to undefined when the signal aborts. */
  next(signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      const stop = (): void => {
        this.close();
        resolve(undefined);
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#changed = (file) => {
        signal.removeEventListener('abort', stop);
        resolve(file);
      };
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null) return;
        const isWatched = this.#names.get(folder)?.has(name) === true;
        if (!isWatched && (!this.#whole.has(folder) || TEMPORARY.test(name))) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#changed?.(join(folder, name)), QUIET);
      });
      // A folder that is removed is no longer watched.
      watcher.on('error', () => watcher.close());
      this.#watchers.set(folder, watcher);
    } catch {
      // The folder does not exist any more.
    }
  }
}
