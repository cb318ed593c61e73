import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The largest audio file that is passed on. */
const MOST_BYTES = 20_000_000;

/** Milliseconds that an audio file may take. */
const LIMIT = 20_000;

/** The redirects that are followed. */
const MOST_REDIRECTS = 5;

/** What audio files are served as, besides `audio/*`. */
const OTHER_TYPES = /^(?:application\/(?:octet-stream|ogg)|binary\/octet-stream|video\/(?:mp4|webm|ogg))\b/i;

/** An audio file that a call of the session plays. */
export interface AudioFile {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Why an audio file cannot be played, as a sentence with what to do. */
export class AudioFailure extends Error {}

/**
 * Fetches an audio file that a call of the session plays, without credentials, so that the page needs no other site. Private
 * and loopback addresses are only allowed at the origins of the application, since a document may contain a URL from
 * elsewhere; redirects are checked as well.
 *
 * @param origins the origins of the application
 * @throws AudioFailure
 */
export async function fetchAudio(url: string, origins: readonly string[], client: AbortSignal): Promise<AudioFile> {
  const signal = AbortSignal.any([client, AbortSignal.timeout(LIMIT)]);
  try {
    let file = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await request(file, origins, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return await readAudio(response);
      response.destroy();
      file = URL.canParse(headers.location, file) ? new URL(headers.location, file).href : headers.location;
    }
    throw new AudioFailure(`it redirects more than ${MOST_REDIRECTS} times. ${CORRECT}`);
  } catch (error) {
    throw new AudioFailure(`The audio file ${url} is not played: ${reasonOf(error, signal)}`);
  }
}

const CORRECT = 'Correct the URL in the document.';

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof AudioFailure) return error.message;
  if (signal.aborted) return `it did not arrive within ${LIMIT / 1000} s.`;
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  if (code === 'ECONNREFUSED') return `nothing listens there. Start its server, or correct the URL in the document.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its host cannot be found. ${CORRECT}`;
  return `${String(message ?? error)}. ${CORRECT}`;
}

/** Requests a file. Resolves to the response with its headers. */
function request(url: string, origins: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const file = URL.canParse(url) ? new URL(url) : undefined;
  if (file === undefined || (file.protocol !== 'http:' && file.protocol !== 'https:'))
    throw new AudioFailure('only http and https URLs can be played.');
  const { protocol, origin, hostname, port, pathname, search } = file;
  const isOwn = origins.includes(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!isOwn && isIP(host) > 0 && isPrivate(host)) throw notAllowed(origin);
  const start = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // Without the credentials of the URL: they are for Bandwidth.
    const options = { hostname: host, path: `${pathname}${search}`, signal, headers: { accept: 'audio/*' } };
    const checked = isOwn ? {} : { lookup: publicLookup(origin) };
    const sent = start({ ...options, ...checked, ...(port === '' ? {} : { port }) }, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

async function readAudio(response: IncomingMessage): Promise<AudioFile> {
  const { statusCode = 0, headers } = response;
  const type = headers['content-type'] ?? 'application/octet-stream';
  try {
    if (statusCode !== 200) throw new AudioFailure(`the server responded with ${statusCode}. ${CORRECT}`);
    const isAudio = /^audio\/[\w.+-]+/i.exec(type)?.[0];
    if (isAudio === undefined && !OTHER_TYPES.test(type))
      throw new AudioFailure(`its content type is ${type}; expected one of audio. ${CORRECT}`);
    if (Number(headers['content-length'] ?? 0) > MOST_BYTES) throw TOO_LARGE;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) throw TOO_LARGE;
      chunks.push(chunk);
    }
    return { type: isAudio ?? 'audio/mpeg', body: Buffer.concat(chunks) };
  } finally {
    response.destroy();
  }
}

const TOO_LARGE = new AudioFailure(`it is larger than ${MOST_BYTES / 1_000_000} MB, which this page does not load.`);

const notAllowed = (origin: string): AudioFailure =>
  new AudioFailure(
    `its address is private, and not that of the application. If it belongs to it, start the phone with --also ${origin}.`,
  );

/** Returns a lookup that refuses names of private addresses. The connection uses the address that was checked. */
function publicLookup(origin: string): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isPrivate(address)))
        return done(notAllowed(origin), '', 0);
      if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
}

/** Loopback, private, shared, link-local (with the metadata services of clouds), multicast and reserved addresses. */
const PRIVATE = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(address, prefix, 'ipv6');

const isPrivate = (address: string): boolean => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
