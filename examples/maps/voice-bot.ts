// The voice bot for the command, with a server for its streams and a speech model that plays tones.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { converse, voiceBot } from '../voice-bot.js';

/** Greets for two seconds, and answers what it hears. */
const model = {
  greet: async () => Buffer.alloc(16_000, 0x20),
  answer: async (speech: Buffer) => (speech.length < 4000 ? undefined : speech),
};

/** The server of the streams. */
export const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => converse(socket, model));
await once(server, 'listening');
// The address is a string only for a server on a pipe.
const { port } = server.address() as AddressInfo;

export default () =>
  voiceBot(`ws://127.0.0.1:${port}/talk`, (problem) => {
    throw new Error(problem);
  });
