import { BxmlError } from '../problems/bxml-error.js';
import { shown } from '../problems/shown-value.js';

/** Paths that webhooks are served on: one, several, or whatever a function says. */
export type PathOption = string | readonly string[] | ((path: string) => boolean);

/**
 * Whether a path is one of those; nothing where none are named, and all are.
 *
 * @throws BxmlError (`options.path`)
 */
export function ownedPaths(option: PathOption | undefined): ((path: string) => boolean) | undefined {
  if (option === undefined) return undefined;
  if (typeof option === 'function') return option;
  const paths: readonly unknown[] = Array.isArray(option) ? option : [option];
  const wrong = paths.findIndex((path) => typeof path !== 'string' || !/^\/[^?#]*$/.test(path));
  if (wrong !== -1 || paths.length === 0) {
    throw BxmlError.of(
      'options.path',
      `path is ${shown(paths.length === 0 ? option : paths[wrong])}; expected a path that begins with / and has no query.`,
      {
        hint: "Write path: '/webhooks', a list of paths, or a function of the path.",
      },
    );
  }
  const owned = new Set(paths);
  return (path) => owned.has(path);
}
