// The process in which memory is measured. Between two collections the heap only grows, by the bytes that are
// allocated.

import { quantile } from '../figures.mjs';
import { inputsOf } from '../inputs.mjs';

const WARM_UP_PASSES = 60;
const MEASUREMENTS = 5;
const MAX_BYTES = 20_000_000;
const MISTAKES = 1000;
let sink = 0;

const { programs, libraries, names, mistakes, seed, rounds } = JSON.parse(process.argv[2]);
const inputs = inputsOf(seed);
const allocated = {};
const floor = (await import(programs[libraries[0]])).documents;
const documents = {};
for (const library of libraries) documents[library] = (await import(programs[library])).documents;
for (let pass = 0; pass < WARM_UP_PASSES; pass++) {
  for (const name of names) for (const library of libraries) renderTimes(documents[library][name], 16, pass * 16);
}
for (const library of libraries) {
  allocated[library] = {};
  for (const name of names) allocated[library][name] = bytesAnElement(documents[library][name], floor[name]);
}
process.send({ allocated, validation: await timeValidation() }, () => process.disconnect());
if (sink === -1) console.log(sink);

function renderTimes(render, count, start) {
  for (let index = 0; index < count; index++) sink += render(inputs[(start + index) % inputs.length]).charCodeAt(40);
}

function bytesAnElement(render, plain) {
  const bytesOf = (count, start) => {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    renderTimes(render, count, start);
    return process.memoryUsage().heapUsed - before;
  };
  const count = Math.max(1, Math.min(inputs.length, Math.floor((MAX_BYTES / bytesOf(16, 0)) * 16)));
  const bytes = quantile(
    Array.from({ length: MEASUREMENTS }, () => bytesOf(count, 0)),
    0.5,
  );
  // Reading the figure allocates too; over hundreds of documents that is negligible.
  let elements = 0;
  for (let index = 0; index < count; index++) elements += plain(inputs[index]).match(/<\w/g).length;
  return bytes / elements;
}

async function timeValidation() {
  const { manyMistakes, validate } = await import(mistakes);
  const took = (wrong) => {
    const tree = manyMistakes({ count: MISTAKES, wrong });
    const before = process.cpuUsage();
    const found = validate(tree).length;
    const { user, system } = process.cpuUsage(before);
    return { milliseconds: (user + system) / 1000, found };
  };
  const runs = Array.from({ length: rounds * 4 + 10 }, () => ({ wrong: took(true), sound: took(false) })).slice(10);
  return {
    found: runs[0].wrong.found - runs[0].sound.found,
    milliseconds: runs.map(({ wrong }) => wrong.milliseconds),
    sound: runs.map(({ sound }) => sound.milliseconds),
  };
}
