import type { ServerResponse } from 'node:http';

/** The largest audio file that is passed on. */
const MOST_BYTES = 20_000_000;

/** Milliseconds that an audio file may take. */
const LIMIT = 20_000;

/** What audio files are served as, besides `audio/*`. */
const OTHER_TYPES = /^(?:application\/(?:octet-stream|ogg)|binary\/octet-stream|video\/(?:mp4|webm|ogg))\b/i;

/**
 * Passes an audio file on that a call of the session plays, so that the page needs no other site. Only http and https URLs
 * are fetched, without credentials.
 */
export async function passOnAudio(url: string | undefined, response: ServerResponse): Promise<void> {
  const file = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  if (file === undefined || (file.protocol !== 'http:' && file.protocol !== 'https:')) return fail(response, 404);
  file.username = '';
  file.password = '';
  const client = new AbortController();
  response.on('close', () => client.abort());
  try {
    const signal = AbortSignal.any([client.signal, AbortSignal.timeout(LIMIT)]);
    const found = await fetch(file, { signal });
    const type = found.headers.get('content-type') ?? 'application/octet-stream';
    if (!found.ok || found.body === null) return fail(response, 502);
    if (!/^audio\//i.test(type) && !OTHER_TYPES.test(type)) return fail(response, 415);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of found.body) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) return fail(response, 502);
      chunks.push(chunk);
    }
    response.writeHead(200, { 'content-type': /^audio\//i.test(type) ? type : 'audio/mpeg', 'content-length': bytes });
    response.end(Buffer.concat(chunks));
  } catch {
    if (!response.destroyed) fail(response, 502);
  }
}

/** The page says that the file could not be played. */
function fail(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
