// A URL that loses the prefix under which the application is mounted: `/gather` in the document of `/voice/initiate`.
// Nothing is requested to find that out, since every handler may have effects. What is known comes from the requests of
// the calls so far: which paths were served, and which paths our own webhooks saw. A framework that mounts them under a
// prefix takes it off first.
import { closestMatch } from '../../problems/suggestion.js';
import type { ReachedWebhooks } from '../../webhooks/observer.js';
import type { Reply } from '../application/application.js';
import { type Address, parseUrl } from '../settings/address.js';

/** A prefix that a URL has lost, and what to write in its place. */
export interface LostPrefix {
  /** The prefix, without a slash at its end. */
  readonly prefix: string;
  /** True if it is known that the application is mounted there. */
  readonly isMount: boolean;
  /** The path that answered with the document. */
  readonly base: string;
  /** The URL as it was written. */
  readonly written: string;
  /** The URL with the prefix, absolute within the origin. */
  readonly absolute: string;
  /** The same URL, relative to the document. */
  readonly relative: string;
}

/** Webhooks of this package that a request has reached. */
interface Mount {
  /** What the framework has taken off the path; empty if nothing. */
  readonly prefix: string;
  /** True if nothing but `/` was left: the webhooks may be mounted for that one path. */
  readonly isWholePath: boolean;
  readonly serves: ReachedWebhooks['serves'];
}

/** Most mounts that are kept: an application may make webhooks anew for each request. */
const MOST_MOUNTS = 50;

/** What the requests of a simulation have shown of the paths that the application serves. */
export class KnownRoutes {
  /** The directory that all served paths are in, without a slash at its end; `undefined` before the first. */
  #directory: string | undefined;
  readonly #mounts: Mount[] = [];

  /** Notes a request and what came of it. */
  note(url: string, reply: Reply, reached: readonly ReachedWebhooks[]): void {
    const pathname = parseUrl(url)?.pathname;
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
    if (!isKnown && this.#mounts.length < MOST_MOUNTS) this.#mounts.push(mount);
  }

  /**
   * Returns the prefix that the URL of a document has lost, if that is why it is not served.
   *
   * @param address an address at which the application has answered that it does not serve it
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
    // Of a router with a prefix, which takes nothing off, it is only known where its paths are.
    const prefix = mount?.prefix ?? (written.trim().startsWith('/') ? this.#directory : '');
    if (prefix === undefined || prefix === '' || isUnder(path, prefix) || isMisspelt(path, prefix)) return undefined;
    return this.#mayServe(prefix + path) ? { prefix, isMount: mount !== undefined } : undefined;
  }

  /** False if all webhooks that could serve a path have the option `path`, and do not serve it. */
  #mayServe(path: string): boolean {
    const candidates = this.#mounts.filter(({ prefix }) => isUnder(path, prefix));
    if (candidates.length === 0) return true;
    return candidates.some(
      ({ prefix, serves }) => serves === undefined || isServed(serves, path.slice(prefix.length) || '/'),
    );
  }
}

export const isUnserved = (status: number): boolean => status === 404 || status === 405;

/** Asks the option `path`. A function in it may throw, for paths that it does not expect. */
function isServed(serves: ReachedWebhooks['serves'], path: string): boolean {
  try {
    return serves?.(path) === true;
  } catch {
    return false;
  }
}

/** Returns what a framework has taken off a path. */
function mountOf(path: string, seen: string): Pick<Mount, 'prefix' | 'isWholePath'> {
  if (seen === '/') return { prefix: path.replace(/\/$/, ''), isWholePath: true };
  const isMounted = seen.startsWith('/') && path.endsWith(seen);
  return { prefix: isMounted ? path.slice(0, path.length - seen.length) : '', isWholePath: false };
}

/** True for a URL that names its origin, by a scheme or by two slashes. */
const hasOrigin = (url: string): boolean => URL.canParse(url) || /^\s*[\\/]{2}/.test(url);

const isUnder = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** True if the path seems to have the prefix, misspelt or in part: it has lost nothing. */
function isMisspelt(path: string, prefix: string): boolean {
  const [, first = ''] = path.split('/');
  return closestMatch(first, prefix.split('/').slice(1)) !== undefined;
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

function commonDirectory(one: string, other: string): string {
  const others = other.split('/');
  const segments = one.split('/');
  const end = segments.findIndex((segment, index) => segment !== others[index]);
  return (end < 0 ? segments : segments.slice(0, end)).join('/');
}

/** Returns the shortest relative URL that leads from a path to another one. */
function relativeTo(base: string, target: string): string {
  const common = commonDirectory(directoryOf(base), directoryOf(target.replace(/\?.*$/s, '')));
  const up = directoryOf(base).slice(common.length).split('/').length - 1;
  const down = target.slice(common.length + 1);
  // Without a first segment it would be read as a query, or as the document itself; with a colon in it, as a scheme.
  const start = up === 0 && /^(?:[^/?]*:|[?/]|$)/.test(down) ? './' : '../'.repeat(up);
  return start + down;
}
