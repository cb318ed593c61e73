import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an application received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An application on a port of this machine. */
export interface HttpApplication {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The requests so far. */
  readonly requests: readonly ReceivedRequest[];
  close(): void;
}

/** Starts an application that answers each request, once its body has arrived. */
export async function startApplication(
  answer: (request: ReceivedRequest, response: ServerResponse) => void,
): Promise<HttpApplication> {
  const requests: ReceivedRequest[] = [];
  const listener: RequestListener = (incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body };
      requests.push(request);
      answer(request, response);
    });
  };
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with a document. */
export function sendXml(response: ServerResponse, verbs: string): void {
  response.setHeader('content-type', 'application/xml');
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Response>${verbs}</Response>`);
}
