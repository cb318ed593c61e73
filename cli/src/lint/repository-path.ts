import { dirname, relative, sep } from 'node:path';
import { nearest } from '../load/project.js';

/** Returns a path relative to its repository, with `/`; undefined outside of a repository. */
export function repositoryPath(path: string): string | undefined {
  const git = nearest(dirname(path), '.git');
  return git === undefined ? undefined : relative(dirname(git), path).split(sep).join('/');
}
