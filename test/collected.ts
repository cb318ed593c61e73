import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects what nothing refers to, promises that are settled too. */
export async function collected(): Promise<void> {
  // A weak reference holds what it was asked for until the end of the turn.
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
}

/** Bytes by which the heap has grown once the act is done and what it left behind is collected. */
export async function growthOf(act: () => unknown): Promise<number> {
  await collected();
  const before = process.memoryUsage().heapUsed;
  await act();
  await collected();
  return process.memoryUsage().heapUsed - before;
}
