import { rmSync } from 'node:fs';

/**
 * Deletes a folder with its files. Returns false if a process wrote new files meanwhile: the folder is still there.
 * `maxRetries` of Node repeats the removal of the folder alone, and not of those files.
 */
export function deleteFolder(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return false;
    throw error;
  }
}
