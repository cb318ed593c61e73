// One process that measures: all libraries and all documents in random order, after each has been rendered many times.
// It measures processor time, which other programs on the machine increase less than wall-clock time.
import { inputsOf } from '../inputs.mjs';
import { randomOf } from '../random.mjs';

const SLICE = 1500;
const WARM_UP = [20_000, 20_000, 20_000];
let sink = 0;

const { programs, names, timed, seed, inputsSeed, rounds } = JSON.parse(process.argv[2]);
const random = randomOf(seed);
const inputs = inputsOf(inputsSeed);
const jobs = [];
for (const [library, file] of Object.entries(programs)) {
  const { documents } = await import(file);
  for (const name of names) jobs.push({ library, name, render: documents[name], count: 1, took: [] });
}
const byDocument = new Map(names.map((name) => [name, jobs.filter((job) => job.name === name)]));

for (const microseconds of WARM_UP) {
  for (const job of random.shuffled(jobs)) warmUp(job, microseconds);
}
for (let round = 0; round < rounds; round++) {
  for (const name of random.shuffled(timed)) {
    const start = random.below(inputs.length);
    for (const job of random.shuffled(byDocument.get(name))) job.took.push(slice(job, start));
  }
}
process.send(
  timed.flatMap((name) => byDocument.get(name).map(({ library, took }) => ({ library, name, took }))),
  () => process.disconnect(),
);
if (sink === -1) console.log(sink);

/**
 * Renders for a while, and sets the number of documents per slice from the fastest slice, because the others include
 * compilation. Slices that are too short would measure cold caches and the clock itself.
 */
function warmUp(job, microseconds) {
  let spent = 0;
  let rendered = 0;
  let fastest = Number.POSITIVE_INFINITY;
  for (let count = 1; spent < microseconds; count = Math.min(count * 2, 4096)) {
    job.count = count;
    const took = slice(job, rendered);
    // The clock counts microseconds, so a slice that is too short may seem to take no time.
    if (took * count > 100_000) fastest = Math.min(fastest, took);
    spent += (took * count) / 1000;
    rendered += count;
  }
  if (Number.isFinite(fastest)) job.count = Math.max(1, Math.round((SLICE * 1000) / fastest));
}

/** Returns nanoseconds per document. The output is read too, so that no engine can skip concatenating it. */
function slice({ render, count }, start) {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index++) sink += render(inputs[(start + index) % inputs.length]).charCodeAt(40);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / count;
}
