// The speed of the simulator: a whole call of ten events in process, next to the same app answering the same events with
// nobody who conducts the call.
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
  const ratios = simulated.map((time, index) => time / bare[index]);
  const middle = quantile(simulated, 0.5);
  console.log(`\nA call of ${events} events by the simulator: ${simulated.length} calls, Node ${process.version}.\n`);
  console.log('| | median | 90th percentile |');
  console.log('|---|--:|--:|');
  console.log(`| a call, ms | ${middle.toFixed(2)} | ${quantile(simulated, 0.9).toFixed(2)} |`);
  console.log(`| its bare events, ms | ${quantile(bare, 0.5).toFixed(2)} | ${quantile(bare, 0.9).toFixed(2)} |`);
  console.log(`| calls a second | ${(1000 / middle).toFixed(0)} | |`);
  console.log(
    `| time of a call to that of its events | ${quantile(ratios, 0.5).toFixed(2)} | ${quantile(ratios, 0.9).toFixed(2)} |`,
  );
}
