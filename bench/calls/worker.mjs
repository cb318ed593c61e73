// Times calls by the simulator and their bare events in turn, in one process, and tells the figures.
export async function timeCalls({ simulatedCall, bareEvents }, rounds) {
  const bare = await bareEvents();
  const figures = { events: bare.count, simulated: [], bare: [] };
  for (let round = -WARM_UP; round < rounds; round++) {
    const simulated = await milliseconds(simulatedCall);
    const events = await milliseconds(bare.send);
    if (round < 0) continue;
    figures.simulated.push(simulated);
    figures.bare.push(events);
  }
  return figures;
}

const WARM_UP = 300;

async function milliseconds(run) {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
