// Compares the simulator with the bare app: a whole call of ten events in process, and the same ten events sent to the
// app without the simulator.
import { execFileSync } from 'node:child_process';
import { quantile } from '../figures.mjs';
import { programOf } from '../program.mjs';

const CALLS_A_ROUND = 100;

const source = `
import { bareEvents, simulatedCall } from './calls/phone-call.tsx';
import { timeCalls } from './calls/worker.mjs';
const figures = await timeCalls({ bareEvents, simulatedCall }, Number(process.argv[2]));
console.log(JSON.stringify(figures));
`;

export async function timeSimulator(rounds) {
  const program = await programOf('calls', { source, jsxImportSource: 'bxml-jsx' });
  const output = execFileSync(process.execPath, [program, String(rounds * CALLS_A_ROUND)], { encoding: 'utf8' });
  const { events, simulated, bare } = JSON.parse(output);
  const times = (figures, kind) => figures.map((each) => each[kind]);
  const row = (name, figures) => {
    const [half, most] = [0.5, 0.9].map((part) => quantile(figures, part).toFixed(2));
    console.log(`| ${name} | ${half} | ${most} |`);
  };
  const ratios = (kind) => simulated.map((each, index) => each[kind] / bare[index][kind]);
  console.log(`\nA call of ${events} events by the simulator: ${simulated.length} calls, Node ${process.version}.\n`);
  console.log('| | median | 90th percentile |');
  console.log('|---|--:|--:|');
  row('a call, ms', times(simulated, 'time'));
  row('its bare events, ms', times(bare, 'time'));
  row('time of a call to that of its events', ratios('time'));
  row('the same, processor time', ratios('processor'));
  console.log(`\n${(1000 / quantile(times(simulated, 'time'), 0.5)).toFixed(0)} calls a second, one after the other.`);
}
