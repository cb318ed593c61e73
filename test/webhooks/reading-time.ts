import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NodeGuard } from 'bxml-jsx/node';

/** Milliseconds that a guard takes for a target, without a server, which would refuse one so long. */
export async function readingTime(guard: NodeGuard, target: string): Promise<number> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: target });
  const response = new ServerResponse(request);
  const start = performance.now();
  await new Promise<void>((resolve) => {
    response.end = () => {
      resolve();
      return response;
    };
    guard(request, response, () => resolve());
  });
  return performance.now() - start;
}
