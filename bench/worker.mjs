// One library in a process of its own: times what it is asked to, or gives its output to be compared.
import { inputs } from './inputs.mjs';

const { documents } = await import(process.argv[2]);
let sink = 0;

process.on('message', ({ name, task, milliseconds }) => {
  const render = documents[name];
  process.send(
    task === 'output' ? inputs.slice(0, 64).map((input) => String(render(input))) : time(render, milliseconds),
  );
});
process.send('ready');

/** Nanoseconds a document, over as many whole passes of a sixteenth of the inputs as the time allows. */
function time(render, milliseconds) {
  const begin = process.hrtime.bigint();
  const end = begin + BigInt(milliseconds) * 1_000_000n;
  let count = 0;
  let now = begin;
  while (now < end) {
    // What is rendered is also read, so that no engine may leave out the work of putting it together.
    for (let index = 0; index < 16; index++) sink += render(inputs[(count + index) % inputs.length]).charCodeAt(40);
    count += 16;
    now = process.hrtime.bigint();
  }
  return Number(now - begin) / count + (sink === -1 ? 1 : 0);
}
