import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { NodeGuard } from 'bxml-jsx/node';
import { processorTimeUntil } from '../processor-time.js';

/** Milliseconds of the processor that a guard takes for a target, without a server, which would refuse one so long. */
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
