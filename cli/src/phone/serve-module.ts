// In a process of its own: the application of a module, served over HTTP.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import type { TestedApplication } from '../call-test/call-test.js';
import { testedApplication } from '../call-test/tested-application.js';
import { type LoadedApplication, type LoadOptions, loadApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { reasonOf } from '../terminal/input-file.js';
import { type Io, print } from '../terminal/io.js';

/** What the process prints as a line of JSON: once the application listens, or has failed to. */
export type ServedModule =
  | { readonly tested: TestedApplication }
  | { readonly failure: { readonly message: string; readonly hint: string } };

/** Serves the application of a module on `127.0.0.1` until the parent ends this process. */
export async function serveModule(io: Io, target: string, port: number, options: LoadOptions): Promise<ExitStatus> {
  const report = (served: ServedModule): void => print(io, JSON.stringify(served));
  let loaded: LoadedApplication;
  let server: Server;
  try {
    loaded = await loadApplication(io, target, options);
    io.parent?.dependsOn(loaded.files);
    server = await served(listenerOf(loaded.application), port);
  } catch (error) {
    const { message, hint = '' } = error instanceof CommandError ? error : new CommandError(String(error));
    report({ failure: { message, hint } });
    throw error;
  }
  report({ tested: testedOrServed(loaded, port) });
  if (!io.signal.aborted) await once(io.signal, 'abort');
  server.close();
  server.closeAllConnections();
  await loaded.dispose();
  return exitStatus.ok;
}

async function served(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(listener);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CommandError(
      `The port ${port}, which the module is called at, cannot be listened on: ${reasonOf(error)}.`,
      {
        cause: error,
        hint: 'Start bxml phone again: it chooses another port.',
      },
    );
  }
  return server;
}

/** Returns the application in exported tests: the module, or the served one if a test cannot import it. */
function testedOrServed(loaded: LoadedApplication, port: number): TestedApplication {
  try {
    return testedApplication(loaded);
  } catch {
    return { kind: 'url', origin: `http://127.0.0.1:${port}` };
  }
}

/** Returns the listener of an application of any kind that `simulate` accepts, except a URL. */
function listenerOf(application: SimulatedApplication): RequestListener {
  // The casts: each kind is recognized by what it has, as in `simulate`.
  if (typeof application === 'function') {
    return application.length > 1
      ? (application as RequestListener)
      : fetchListener(application as (request: Request) => Response | Promise<Response>);
  }
  if (typeof application === 'object' && 'callback' in application) return application.callback() as RequestListener;
  if (typeof application === 'object' && 'listener' in application) return application.listener as RequestListener;
  if (typeof application === 'object' && 'fetch' in application) {
    const context = { waitUntil: () => undefined, passThroughOnException: () => undefined };
    return fetchListener((request) => application.fetch(request, {} as never, context as never));
  }
  throw new CommandError('The module exports the URL of an application.', { hint: 'Pass the URL to bxml phone.' });
}

function fetchListener(handle: (request: Request) => Response | Promise<Response>): RequestListener {
  return (request, response) => {
    respond(handle, request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error));
    });
  };
}

async function respond(
  handle: (request: Request) => Response | Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = 'GET', url = '/', headers } = request;
  const answer = await handle(
    new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), {
      method,
      headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      ),
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(chunks) }),
    }),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body !== null) for await (const chunk of answer.body) response.write(chunk);
  response.end();
}
