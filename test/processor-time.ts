/**
 * Returns the milliseconds of the processor that an act has taken: unlike the time on the clock they do not depend on
 * what else the machine does.
 */
export function processorTimeOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  return millisecondsSince(before);
}

/** Returns the same for an asynchronous act. */
export async function processorTimeUntil(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  return millisecondsSince(before);
}

const millisecondsSince = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1000;
