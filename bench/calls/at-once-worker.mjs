// Five hundred conferences at once compared with as many one after the other, and a minute of audio in both directions.
// The application is a fetch handler that answers with constant documents.
import { simulate } from 'bxml-jsx/testing';
import { WebSocketServer } from 'ws';

const CONFERENCES = 500;

/** Seconds of audio. */
const AUDIO = 60;

/** Returns milliseconds of processor time: those of all conferences at once and one after the other, and those of the audio. */
export async function timeAtOnce() {
  await conferences((room) => inConference(room), 50);
  await oneByOne(50);
  const together = await processorTime(() => conferences(inConference, CONFERENCES));
  const alone = await processorTime(() => oneByOne(CONFERENCES));
  return { conferences: CONFERENCES, together, alone, audio: AUDIO, stream: await streamTime() };
}

const app = async (request) => {
  const { eventType, from, name } = await request.json();
  if (eventType === 'initiate')
    return document(`<Conference conferenceEventUrl="/room">room-${from.slice(2, 6)}</Conference>`);
  if (eventType === 'conferenceMemberJoin') return document(`<SpeakSentence>${name}</SpeakSentence>`);
  return new Response(null, { status: 204 });
};

const document = (verbs) =>
  new Response(`<Response>${verbs}</Response>`, { headers: { 'content-type': 'application/xml' } });

const platform = simulate(app, { limits: { realSeconds: 120 } });
let rooms = 0;

const conferences = (run, count) => Promise.all(Array.from({ length: count }, () => run(1000 + (rooms++ % 9000))));

async function oneByOne(count) {
  for (let index = 0; index < count; index++) await inConference(1000 + (rooms++ % 9000));
}

/** Two callers meet and leave. Throws if a prompt of another conference is heard. */
async function inConference(number) {
  const name = `room-${number}`;
  const callers = await Promise.all(
    [1, 2].map((member) => platform.call({ url: '/call', from: `+1${number}${member}`, statusUrl: '/status' })),
  );
  const room = await platform.conference(name);
  await room.has(...callers);
  await callers[1].hears(name);
  for (const caller of callers) await caller.hangUp();
  await room.ends();
  const mixed = room.timeline.some((entry) => entry.kind === 'speech' && entry.text !== name);
  if (mixed) throw new Error(`${name} heard a prompt of another conference`);
}

/** Returns the processor time in which a caller says and hears a minute of audio, by a server that sends back each frame. */
async function streamTime() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      const { eventType, payload } = JSON.parse(String(data));
      if (eventType !== 'media') return;
      socket.send(JSON.stringify({ eventType: 'playAudio', media: { contentType: 'audio/pcmu', payload } }));
    }),
  );
  const destination = `ws://127.0.0.1:${server.address().port}/media`;
  const streaming = simulate(() =>
    document(
      `<StartStream name="bot" mode="bidirectional" destination="${destination}"/><StopStream name="bot" wait="true"/>`,
    ),
  );
  const times = [];
  for (let index = 0; index < 5; index++) {
    const call = await streaming.call({ url: '/call', statusUrl: null });
    times.push(await processorTime(() => call.speaksFor(AUDIO)));
    await call.hangUp();
  }
  server.close();
  return times.sort((one, other) => one - other)[2];
}

/** Returns milliseconds of processor time, which other programs on the machine change least. */
async function processorTime(run) {
  const usage = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / 1000;
}
