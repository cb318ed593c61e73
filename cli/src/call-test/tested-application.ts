import type { LoadedApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import type { TestedApplication } from './call-test.js';

/** Marks the Koa middleware of the library, in every copy of it. */
const KOA_MIDDLEWARE = Symbol.for('bxml-jsx.koa');

/**
 * Returns how a test starts an application that was loaded.
 *
 * @throws CommandError if no export of the module can be passed to `simulate`
 */
export function testedApplication({ application, module, origin, name }: LoadedApplication): TestedApplication {
  if (module === undefined) return { kind: 'url', origin };
  const { file, exported } = module;
  if (exported !== undefined) {
    const { name: exportName, value } = exported;
    const start = { kind: 'module', file, exportName } as const;
    if (value === application) return start;
    if (typeof value === 'function') {
      if (KOA_MIDDLEWARE in value) return { ...start, is: 'koa' };
      // An Express app is a listener; a function without parameters was called, and has returned the application.
      return value.length === 0 ? { ...start, is: 'factory' } : start;
    }
  }
  throw new CommandError(`A test cannot import the application of ${name}.`, {
    hint: 'Export what simulate accepts: a Koa or Express app, a listener of node:http, or a fetch handler.',
  });
}
