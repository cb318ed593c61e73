import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects garbage, including settled promises. */
export async function collected(): Promise<void> {
  // A weak reference keeps a dereferenced object alive until the end of the current job.
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
}

/** Returns the heap growth in bytes after a function has run and its garbage is collected. */
export async function growthOf(act: () => unknown): Promise<number> {
  await collected();
  const before = process.memoryUsage().heapUsed;
  await act();
  await collected();
  return process.memoryUsage().heapUsed - before;
}
