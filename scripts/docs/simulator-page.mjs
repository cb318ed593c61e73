// docs/simulator.md: the behavior of the simulator and its basis, from the table that the code reads.
import { behaviors } from '../../src/simulator/behaviors/index.ts';
import { simulatedEventTypes } from '../../src/simulator/settings/sent-events.ts';
import { executors } from '../../src/simulator/verbs/index.ts';
import { listed, table, tick } from './markdown.mjs';
import { verbs } from './verbs.mjs';

/** The titles of the groups in page order, by the part of a behavior's name before the dot. */
const titles = {
  delivery: 'Webhooks',
  document: 'Documents',
  answer: 'Answering',
  speech: 'Speech and audio',
  audio: 'Speech and audio',
  gather: 'Gather',
  press: 'Keys outside a Gather',
  conversation: 'Conversations',
  startGather: 'Keys outside a Gather',
  record: 'Record',
  recording: 'Recordings',
  startRecording: 'Recordings',
  ringing: 'Ringing',
  transfer: 'Transfer',
  bridge: 'Bridge',
  forward: 'Forward',
  refer: 'Refer',
  conference: 'Conferences',
  createCall: 'Outbound calls',
  updateCall: 'Changes of a call by the REST API',
  updateCallBxml: 'Changes of a call by the REST API',
  getCallState: 'Changes of a call by the REST API',
  updateConference: 'Changes of a conference by the REST API',
  updateConferenceBxml: 'Changes of a conference by the REST API',
  updateConferenceMember: 'Changes of a conference by the REST API',
  getConference: 'Changes of a conference by the REST API',
  listConferences: 'Changes of a conference by the REST API',
  'machine-detection': 'Answering machine detection',
  redirect: 'Redirect',
  pause: 'Pause, Ring and SendDtmf',
  ring: 'Pause, Ring and SendDtmf',
  sendDtmf: 'Pause, Ring and SendDtmf',
  stream: 'Streams',
  connect: 'Connect',
  transcription: 'Transcriptions of calls',
  tag: 'Tags',
  hangup: 'The end of a call',
  disconnect: 'The end of a call',
  stop: 'StopGather and StopRecording',
};

/** Returns the page. */
export const simulatorPage = () => `# What the simulator does

\`simulate\` of \`bxml-jsx/testing\` simulates Bandwidth in process; [testing.md](testing.md) shows how to use it. This page lists its behavior, generated from the table that the code reads, and the basis of each:

- **documented**: Bandwidth's documentation says so.
- **assumed**: not documented. Real calls may differ, so applications should not depend on it.

Each behavior has a name. The option \`onBehavior\` is called with each name that a simulation uses, so that a test can check what it relied on.

## Verbs and events

It executes ${listed(executed())}.

These are all verbs of BXML. A call that reaches a verb made with \`defineVerb\` fails with \`call.not-simulated\`.

It sends ${listed(simulatedEventTypes.map(tick))}. They have all documented fields except those that come from the network, such as \`stirShaken\`; a test can add such fields to \`initiate\`.

${sections()
  .map(([title, rows]) => `## ${title}\n\n${table(['behavior', '', 'basis'], rows)}`)
  .join('\n\n')}
`;

/** Returns the behaviors by the title of their group. */
function sections() {
  const found = new Map(Object.values(titles).map((title) => [title, []]));
  for (const [name, { description, basis }] of Object.entries(behaviors)) {
    const title = titles[name.split('.')[0]];
    if (title === undefined) throw new Error(`scripts/docs/simulator-page.mjs has no title for ${name}.`);
    found.get(title).push([tick(name), description, basis === 'assumed' ? '*assumed*' : basis]);
  }
  return [...found].filter(([, rows]) => rows.length > 0);
}

/** Returns the names of all verbs. Throws if the simulator does not execute one. */
function executed() {
  const missing = [...verbs.values()].find(
    ({ name, isRoot, isNested }) => !isRoot && !isNested && !(name in executors),
  );
  if (missing !== undefined) throw new Error(`The simulator does not execute <${missing.name}>.`);
  return Object.keys(executors).sort();
}
