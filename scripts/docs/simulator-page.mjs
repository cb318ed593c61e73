// docs/simulator.md: what the simulated platform does and how sure that is, from the table that its code reads.
import { behaviors } from '../../src/simulator/settings/behaviors.ts';
import { simulatedEventTypes } from '../../src/simulator/settings/sent-events.ts';
import { executors } from '../../src/simulator/verbs/index.ts';
import { listed, table, tick } from './markdown.mjs';
import { verbs } from './verbs.mjs';

/** The titles of the groups, by the part of a behavior's name before the dot, in the order of the page. */
const titles = {
  delivery: 'Webhooks',
  document: 'Documents',
  answer: 'Answering',
  speech: 'Speech and audio',
  audio: 'Speech and audio',
  gather: 'Gather',
  press: 'Keys outside of a Gather',
  startGather: 'Keys outside of a Gather',
  record: 'Record',
  recording: 'Recordings',
  startRecording: 'Recordings',
  ringing: 'Phones that ring',
  transfer: 'Transfer',
  forward: 'Forward',
  refer: 'Refer',
  createCall: 'Outbound calls',
  'machine-detection': 'Machine detection',
  redirect: 'Redirect',
  pause: 'Pause, Ring and SendDtmf',
  ring: 'Pause, Ring and SendDtmf',
  sendDtmf: 'Pause, Ring and SendDtmf',
  tag: 'Tags',
  hangup: 'The end of a call',
  disconnect: 'The end of a call',
  stop: 'Nothing to stop',
};

/** The whole page. */
export const simulatorPage = () => `# What the simulator does

\`simulate\` of \`bxml-jsx/testing\` is a small Bandwidth for tests; [testing.md](testing.md) shows how to use it. This page lists how it behaves, from the table that its code reads, and how sure that is:

- **documented**: Bandwidth's documentation says so.
- **assumed**: no documentation settles it. Real calls may differ: do not let an application depend on it.

Each behavior has a name. The option \`onBehavior\` tells them as they are followed, so that a test can see what it relied on.

## Verbs and events

It executes ${listed(Object.keys(executors).sort())}.

It does not execute ${listed(notExecuted())} yet, nor verbs made with \`defineVerb\`: a call that comes to one of them fails with a message that says so.

It sends ${listed(simulatedEventTypes.map(tick))}. They have the fields that are documented for them, but for those that only the network knows, such as \`stirShaken\`; a test can add such fields to \`initiate\`.

${sections()
  .map(([title, rows]) => `## ${title}\n\n${table(['behavior', '', 'basis'], rows)}`)
  .join('\n\n')}
`;

/** The behaviors under the title of their group. */
function sections() {
  const found = new Map(Object.values(titles).map((title) => [title, []]));
  for (const [name, { description, basis }] of Object.entries(behaviors)) {
    const title = titles[name.split('.')[0]];
    if (title === undefined) throw new Error(`scripts/docs/simulator-page.mjs has no title for ${name}.`);
    found.get(title).push([tick(name), description, basis === 'assumed' ? '*assumed*' : basis]);
  }
  return [...found].filter(([, rows]) => rows.length > 0);
}

/** The verbs that nothing executes. */
function notExecuted() {
  return [...verbs.values()]
    .filter(({ name, isRoot, isNested }) => !isRoot && !isNested && !(name in executors))
    .map(({ name }) => name)
    .sort();
}
