// A stand-in for Bandwidth on this machine, for trials without an account: a server of recordings, and a caller.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Credentials } from 'bxml-jsx/node';
import { simulate } from 'bxml-jsx/testing';
import { PATH } from './app.js';
import type { Account } from './recordings.js';

const WORDS = 'Hello, this is Dana. Do you have the new atlas? Please call me back.';
const RATE = 8000; // samples per second

/**
 * Serves the same tone and the same words for every recording, after `delay` milliseconds. It knows no recordings, so that a
 * recording is still there after this process was killed and started again.
 */
export async function serveRecordings(delay: number): Promise<Account> {
  const account = { accountId: '5500000', clientId: 'trial', clientSecret: randomUUID() };
  const accessToken = randomUUID();
  const basic = `Basic ${btoa(`${account.clientId}:${account.clientSecret}`)}`;
  const isAllowed = ({ url, headers }: IncomingMessage): boolean =>
    headers.authorization === (url === '/token' ? basic : `Bearer ${accessToken}`);
  const server = createServer(async (request, response) => {
    const { url = '' } = request;
    const json = { 'content-type': 'application/json' };
    if (!isAllowed(request)) {
      response.writeHead(401).end();
    } else if (url === '/token') {
      response.writeHead(200, json).end(JSON.stringify({ access_token: accessToken, expires_in: 3600 }));
    } else if (/^\/accounts\/5500000\/calls\/[^/]+\/recordings\/[^/]+\/media$/.test(url)) {
      await wait(delay);
      response.writeHead(200, { 'content-type': 'audio/vnd.wave' }).end(tone(12));
    } else if (/\/transcription$/.test(url)) {
      response.writeHead(200, json).end(JSON.stringify({ transcripts: [{ speaker: 0, text: WORDS, confidence: 1 }] }));
    } else {
      response.writeHead(404).end();
    }
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address is a string only for a server on a pipe.
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...account, baseUrl, tokenUrl: `${baseUrl}/token` };
}

/** Returns a tone as a WAV file. */
function tone(seconds: number): Buffer {
  const file = Buffer.alloc(44 + seconds * RATE * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16); // the length of the format
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // one channel
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28); // bytes per second
  file.writeUInt16LE(2, 32); // bytes per sample
  file.writeUInt16LE(16, 34); // bits per sample
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(file.length - 44, 40);
  for (let at = 0; at < seconds * RATE; at++) {
    file.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * 440 * at) / RATE)), 44 + at * 2);
  }
  return file;
}

/** Calls the voicemail box at an origin and leaves a message. The events arrive over HTTP. Resolves to the transcript. */
export async function leaveMessage(origin: string, credentials: Credentials): Promise<string> {
  const platform = simulate(origin, {
    origin,
    application: { url: PATH, credentials },
    startsAt: new Date(),
    // Of real time, in seconds: a process that has just started may be slow.
    patience: 10,
    limits: { realSeconds: 60 },
  });
  const call = await platform.call({ from: '+15551230001', to: '+15551230400' });
  await call.hears('Please leave a message');
  await call.says(WORDS);
  await call.press('#');
  await call.hears('Thank you.');
  await call.ends('hangup');
  return platform.transcript();
}
