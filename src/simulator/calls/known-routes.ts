// Detects a URL that lacks the prefix at which the application is mounted, such as `/gather` in the document of
// `/voice/initiate`. It sends no requests, because handlers may have side effects. It compares the paths that were served
// in earlier requests with the paths that this package's webhooks saw: a framework that mounts them removes the prefix.
import { closestMatch } from '../../problems/suggestion.js';
import type { ReachedWebhooks } from '../../webhooks/observer.js';
import type { Reply } from '../application/application.js';
import type { Address } from '../settings/address.js';

/** A prefix that a URL is missing, and what to write instead. */
export interface LostPrefix {
  /** The prefix, without a trailing slash. */
  readonly prefix: string;
  /** True if it is known that the application is mounted there. */
  readonly isMount: boolean;
  /** The path that served the document. */
  readonly base: string;
  /** The URL as written. */
  readonly written: string;
  /** The URL with the prefix, as an absolute path. */
  readonly absolute: string;
  /** The URL with the prefix, relative to the document. */
  readonly relative: string;
}

/** Webhooks of this package that a request has reached. */
interface Mount {
  /** The prefix that the framework removed from the path; an empty string if none. */
  readonly prefix: string;
  /** True if only `/` was left: the webhooks may be mounted for that one path. */
  readonly isWholePath: boolean;
  readonly serves: ReachedWebhooks['serves'];
}

/** The maximum number of mounts to keep: an application may create new webhooks for each request. */
const MAX_MOUNTS = 50;

/** The paths that the application serves, as far as the requests of a simulation have shown them. */
export class KnownRoutes {
  /** The common directory of all served paths, without a trailing slash; `undefined` before the first request. */
  #directory: string | undefined;
  readonly #mounts: Mount[] = [];

  /** Records a request and its reply. The path is that of the URL; `undefined` if the URL is invalid. */
  note(pathname: string | undefined, reply: Reply, reached: readonly ReachedWebhooks[]): void {
    if (pathname === undefined) return;
    for (const { path, serves } of reached) this.#add({ ...mountOf(pathname, path), serves });
    if ('failure' in reply || isUnserved(reply.status)) return;
    const directory = directoryOf(pathname);
    this.#directory = this.#directory === undefined ? directory : commonDirectory(this.#directory, directory);
  }

  #add(mount: Mount): void {
    const isKnown = this.#mounts.some(
      ({ prefix, isWholePath, serves }) =>
        prefix === mount.prefix && isWholePath === mount.isWholePath && serves === mount.serves,
    );
    if (!isKnown && this.#mounts.length < MAX_MOUNTS) this.#mounts.push(mount);
  }

  /**
   * Returns the prefix that a URL in a document is missing, if that is why the application does not serve it.
   *
   * @param address the address of a request that the application did not serve
   */
  lostPrefix({ url, source: { attribute } }: Address): LostPrefix | undefined {
    if (attribute === undefined || hasOrigin(attribute.value) || !URL.canParse(url)) return undefined;
    const { pathname, search } = new URL(url);
    const base = new URL(attribute.base);
    const found = this.#prefixFor(base.pathname, pathname, attribute.value);
    if (found === undefined) return undefined;
    const absolute = found.prefix + pathname + search;
    const relative = relativeTo(base.pathname, absolute);
    return { ...found, base: base.pathname, written: attribute.value, absolute, relative };
  }

  #prefixFor(base: string, path: string, written: string): Pick<LostPrefix, 'prefix' | 'isMount'> | undefined {
    const mounts = this.#mounts.filter(
      ({ prefix, isWholePath, serves }) =>
        prefix !== '' && isUnder(base, prefix) && (!isWholePath || isServed(serves, path)),
    );
    const [mount] = mounts.toSorted((one, other) => other.prefix.length - one.prefix.length);
    // A router with a prefix does not remove it from the path, so only the directory of its paths is known.
    const prefix = mount?.prefix ?? (written.trim().startsWith('/') ? this.#directory : '');
    if (prefix === undefined || prefix === '' || isUnder(path, prefix) || isMisspelt(path, prefix)) return undefined;
    return this.#mayServe(prefix + path) ? { prefix, isMount: mount !== undefined } : undefined;
  }

  /** False if all webhooks that could serve a path have the option `path` and it excludes the path. */
  #mayServe(path: string): boolean {
    const candidates = this.#mounts.filter(({ prefix }) => isUnder(path, prefix));
    if (candidates.length === 0) return true;
    return candidates.some(
      ({ prefix, serves }) => serves === undefined || isServed(serves, path.slice(prefix.length) || '/'),
    );
  }
}

export const isUnserved = (status: number): boolean => status === 404 || status === 405;

/** True if the option `path` includes a path. A function in the option may throw for unexpected paths. */
function isServed(serves: ReachedWebhooks['serves'], path: string): boolean {
  try {
    return serves?.(path) === true;
  } catch {
    return false;
  }
}

/** Returns the prefix that a framework has removed from a path. */
function mountOf(path: string, seen: string): Pick<Mount, 'prefix' | 'isWholePath'> {
  if (seen === '/') return { prefix: path.replace(/\/$/, ''), isWholePath: true };
  const isMounted = seen.startsWith('/') && path.endsWith(seen);
  return { prefix: isMounted ? path.slice(0, path.length - seen.length) : '', isWholePath: false };
}

/** True for a URL with an origin: one with a scheme, or one that begins with two slashes. */
const hasOrigin = (url: string): boolean => URL.canParse(url) || /^\s*[\\/]{2}/.test(url);

const isUnder = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** True if a path seems to include the prefix, misspelled or in part, rather than lack it. */
function isMisspelt(path: string, prefix: string): boolean {
  const [, first = ''] = path.split('/');
  return closestMatch(first, prefix.split('/').slice(1)) !== undefined;
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function commonDirectory(one: string, other: string): string {
  if (one === other) return one;
  const others = other.split('/');
  const segments = one.split('/');
  const end = segments.findIndex((segment, index) => segment !== others[index]);
  return (end < 0 ? segments : segments.slice(0, end)).join('/');
}

/** Returns the shortest relative URL from one path to another. */
function relativeTo(base: string, target: string): string {
  const common = commonDirectory(directoryOf(base), directoryOf(target.replace(/\?.*$/s, '')));
  const up = directoryOf(base).slice(common.length).split('/').length - 1;
  const down = target.slice(common.length + 1);
  // An empty first segment would be parsed as a query or as the document itself, and a colon in it as a scheme.
  const start = up === 0 && /^(?:[^/?]*:|[?/]|$)/.test(down) ? './' : '../'.repeat(up);
  return start + down;
}
