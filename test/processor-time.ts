/**
 * Returns the processor time of a function in milliseconds. Unlike the elapsed time, it does not depend on other
 * processes.
 */
export function processorTimeOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  return millisecondsSince(before);
}

/** Returns the processor time of an asynchronous function in milliseconds. */
export async function processorTimeUntil(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  return millisecondsSince(before);
}

const millisecondsSince = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1000;
