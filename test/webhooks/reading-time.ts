import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NodeGuard } from 'bxml-jsx/node';
import { processorTimeUntil } from '../processor-time.js';

/**
 * Returns the CPU milliseconds of a guard for a target. Without a server, which would refuse a target of this length.
 */
export async function readingTime(guard: NodeGuard, target: string): Promise<number> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: target });
  const response = new ServerResponse(request);
  return await processorTimeUntil(
    () =>
      new Promise<void>((resolve) => {
        response.end = () => {
          resolve();
          return response;
        };
        guard(request, response, () => resolve());
      }),
  );
}
