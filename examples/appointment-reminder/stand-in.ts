// A mock of Bandwidth's REST API that places calls: it simulates each call, sends its events to the webhooks over HTTP,
// and prints its transcript. Time is virtual, so a call takes milliseconds.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type Callee, type CreateCall, simulate } from 'bxml-jsx/testing';

/** What the called parties do, by phone number. A person who answers presses 1. */
export const callees: Readonly<Record<string, Callee>> = {
  '+15551230001': { after: 6, detectedAs: 'human' },
  '+15551230002': { after: 12, detectedAs: 'answering-machine' },
  '+15551230003': { busy: true },
};

const PATH = /^(?:\/api\/v2)?\/accounts\/([^/]+)\/calls$/;

/** Starts the stand-in on a free loopback port. `print` is called with the transcript of each call. */
export async function startStandIn(print: (transcript: string) => void) {
  const server = createServer((request, response) => {
    createCall(request, response).then(print, (error) => print(`The call failed: ${error}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/v2`, close: () => server.close() };
}

/** Responds to a request. Returns the transcript of the placed call, or why no call was placed. */
async function createCall(request: IncomingMessage, response: ServerResponse): Promise<string> {
  const accountId = PATH.exec(request.url ?? '')?.[1];
  if (accountId === undefined || request.method !== 'POST') return refuse(response, 404, 'validation');
  if (request.headers.authorization === undefined) return refuse(response, 401, 'authentication-error');
  try {
    // The simulator throws for a field that is missing, invalid or unknown.
    const body = (await json(request)) as CreateCall;
    return await simulateCall(body, (callId) => accept(response, { ...body, accountId, callId }));
  } catch (error) {
    if (response.headersSent) throw error;
    return refuse(response, 400, 'validation', String(error));
  }
}

/**
 * Simulates a call and returns its transcript. `onId` is called with the id of the call before its first event is sent, so
 * that the response to the request arrives before it, as from Bandwidth.
 */
async function simulateCall(request: CreateCall, onId: (callId: string) => void): Promise<string> {
  let callId: string | undefined;
  const sendWebhook = async (webhook: Request): Promise<Response> => {
    const body = await webhook.text();
    if (callId === undefined) {
      callId = String(JSON.parse(body).callId);
      onId(callId);
    }
    return fetch(webhook.url, { method: webhook.method, headers: webhook.headers, body });
  };
  const { origin } = new URL(request.answerUrl);
  const platform = simulate(sendWebhook, { origin, startsAt: new Date(), credentials: 'at-once', strict: false });
  const callee = callees[request.to] ?? {};
  const call = await platform.createCall(request, callee);
  if (callee.detectedAs === 'human') {
    await call.hears('press 1');
    await call.press('1');
  }
  await platform.settles();
  return call.transcript();
}

function accept(response: ServerResponse, call: CreateCall & { accountId: string; callId: string }): void {
  const { password: _, ...echoed } = call;
  const callUrl = `https://voice.bandwidth.com/api/v2/accounts/${call.accountId}/calls/${call.callId}`;
  const defaults = {
    answerMethod: 'POST',
    disconnectMethod: 'POST',
    callTimeout: 30,
    callbackTimeout: 15,
    priority: 5,
  };
  response.writeHead(201, { 'content-type': 'application/json', location: callUrl });
  response.end(JSON.stringify({ ...defaults, ...echoed, enqueuedTime: new Date(), callUrl }));
}

function refuse(response: ServerResponse, status: number, type: string, description: string = type): string {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ type, description }));
  return `Refused with ${status}: ${description}`;
}
