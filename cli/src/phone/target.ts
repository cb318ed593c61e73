import type { TestedApplication } from '../call-test/call-test.js';
import type { CallDefaults } from './protocol.js';

/** The application that a phone calls: it listens at an origin, whatever it is written in. */
export interface PhoneTarget {
  /** As the person has named it: a URL without credentials, or the path of a module. */
  readonly name: string;
  /** The origin at which it listens. */
  readonly origin: string;
  /** Where calls start: an absolute URL. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Other origins that belong to it. */
  readonly alsoServes: readonly string[];
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  readonly defaults: CallDefaults;
  /** The folder of the project, whose test runner exported tests use. */
  readonly folder: string;
  /** True if the phone runs the application itself, from a module. */
  readonly isModule: boolean;
  /** The application in exported tests; of a module, until it is loaded. */
  readonly tested: TestedApplication;
}

/** Whether an application responds, and why not. */
export interface Reachability {
  readonly isReachable: boolean;
  /** What happened and what to do, one or more lines; empty if nothing did. */
  readonly message: string;
  /** True while a module is loaded. */
  readonly isLoading?: boolean;
}

/** The state of a module that is loaded now. */
export const loading = (name: string): Reachability => ({
  isReachable: false,
  isLoading: true,
  message: `${name} is loading…`,
});
