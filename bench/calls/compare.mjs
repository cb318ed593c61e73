// Compares the simulator with the bare app: a whole call of ten events in process, and the same ten events sent to the
// app without the simulator. Then many conferences at once with as many one after the other, and a minute of audio.
import { execFileSync } from 'node:child_process';
import { quantile } from '../figures.mjs';
import { programOf } from '../program.mjs';

const CALLS_A_ROUND = 100;
const CONFERENCES_A_ROUND = 25;

const source = `
import { bareConferenceEvents, simulatedConference } from './calls/conference.tsx';
import { bareEvents, simulatedCall } from './calls/phone-call.tsx';
import { timeAtOnce } from './calls/at-once-worker.mjs';
import { timeCalls } from './calls/worker.mjs';
const kinds = {
  call: { bareEvents, simulatedCall },
  conference: { bareEvents: bareConferenceEvents, simulatedCall: simulatedConference },
};
const [, , kind, rounds] = process.argv;
console.log(JSON.stringify(await (kind === 'at-once' ? timeAtOnce() : timeCalls(kinds[kind], Number(rounds)))));
process.exit();
`;

export async function timeSimulator(rounds) {
  const program = await programOf('calls', { source, jsxImportSource: 'bxml-jsx' });
  timeKind(program, 'call', rounds * CALLS_A_ROUND, 'A call');
  timeKind(program, 'conference', rounds * CONFERENCES_A_ROUND, 'Ten calls and a conference of six');
  timeManyAtOnce(program);
}

function timeManyAtOnce(program) {
  const output = execFileSync(process.execPath, [program, 'at-once'], { encoding: 'utf8' });
  const { conferences, together, alone, audio, stream } = JSON.parse(output);
  console.log('\n| | ms of processor time |');
  console.log('|---|--:|');
  console.log(`| ${conferences} conferences of two at once | ${together.toFixed(0)} |`);
  console.log(`| the same, one after the other | ${alone.toFixed(0)} |`);
  console.log(`| ${audio} seconds of audio in both directions by a stream | ${stream.toFixed(0)} |`);
}

function timeKind(program, kind, count, title) {
  const output = execFileSync(process.execPath, [program, kind, String(count)], { encoding: 'utf8' });
  const { events, simulated, bare } = JSON.parse(output);
  const times = (figures, each) => figures.map((figure) => figure[each]);
  const row = (name, figures) => {
    const [half, most] = [0.5, 0.9].map((part) => quantile(figures, part).toFixed(2));
    console.log(`| ${name} | ${half} | ${most} |`);
  };
  const ratios = (each) => simulated.map((figure, index) => figure[each] / bare[index][each]);
  console.log(`\n${title}, ${events} events, by the simulator: ${simulated.length} times, Node ${process.version}.\n`);
  console.log('| | median | 90th percentile |');
  console.log('|---|--:|--:|');
  row('simulated, ms', times(simulated, 'time'));
  row('its bare events, ms', times(bare, 'time'));
  row('time compared with its events', ratios('time'));
  row('the same, processor time', ratios('processor'));
}
