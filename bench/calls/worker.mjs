// Times simulated calls and their bare events in turn, in one process, and sends the figures to its parent. Both start
// handlers that continue after an acknowledgement: they finish before the other begins, and their processor time
// counts.
export async function timeCalls({ simulatedCall, bareEvents }, rounds) {
  const bare = await bareEvents();
  const figures = { events: bare.count, simulated: [], bare: [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    const simulated = await figuresOf(simulatedCall);
    const events = await figuresOf(bare.send);
    if (round < 0) continue;
    figures.simulated.push(simulated);
    figures.bare.push(events);
  }
  return figures;
}

const WARM_UP = 300;

/** Milliseconds to wait. Longer than the timers of the application. */
const REST = 3;

async function figuresOf(run) {
  const usage = process.cpuUsage();
  const before = performance.now();
  await run();
  const time = performance.now() - before;
  await new Promise((resolve) => setTimeout(resolve, REST));
  const { user, system } = process.cpuUsage(usage);
  return { time, processor: (user + system) / 1000 };
}
