// The scenarios of the table of behaviors for streams and transcriptions.
import type { Call, Platform, SimulatorOptions } from 'bxml-jsx/testing';
import { isSound, muLaw, plays, withServer } from './socket-server.js';

/** Where the server of streams listens. */
let serverOrigin = '';

const startStream = (name: string, path: string, more = ''): string =>
  `<StartStream name="${name}" destination="wss://bot.example${path}" streamEventUrl="/status" ${more}><StreamParam name="a" value="b"/></StartStream>`;

/** At `/talks` it plays, clears and closes the socket when the party speaks; at `/breaks` it breaks off. */
const talk: Parameters<typeof withServer>[0] = (socket, message, { url }) => {
  if (url === '/breaks') socket.terminate();
  if (url !== '/talks') return;
  if (message.eventType === 'start') plays(socket, muLaw(9000));
  if (message.eventType !== 'media' || !isSound(message)) return;
  socket.send('{"eventType":"clear"}');
  plays(socket, muLaw(100));
  socket.close(1000);
};

const connecting = (id: string): string => `<Connect><Endpoint>${id}</Endpoint></Connect>`;

const startTranscription = (name: string, path: string, more = ''): string =>
  `<StartTranscription name="${name}" destination="wss://bot.example${path}" transcriptionEventUrl="/status" ${more}/>`;

/** Runs something with the server that the scenarios stream to. */
export const withStreamServer = <T>(run: () => Promise<T>): Promise<T> =>
  withServer(talk, (server) => {
    serverOrigin = server.origin;
    return run();
  });

const streams = (destination: string): string => `${serverOrigin}${new URL(destination).pathname}`;
const begin = (platform: Platform): Promise<Call> => platform.call({ url: '/call', statusUrl: '/status' });
const holdingOn = async (platform: Platform): Promise<unknown> => (await begin(platform)).ends();

interface StreamScenario {
  readonly answers: Readonly<Record<string, string>>;
  readonly options: SimulatorOptions;
  readonly act: (platform: Platform) => Promise<unknown>;
  readonly follows: readonly string[];
}

export const streamScenarios: Readonly<Record<string, StreamScenario>> = {
  'a stream, whatever its server does': {
    answers: {
      '/call': `${startStream('bot', '/talks', 'mode="bidirectional" destinationUsername="u"')}${startStream('bot', '/again')}${startStream('both', '/quiet', 'tracks="both"')}${startStream('more', '/quiet', 'tracks="both"')}<StopStream name="other"/><StopStream name="both"/>${startStream('one-way', '/talks')}<StopStream name="bot" wait="true"/><Redirect redirectUrl="/next"/>`,
      '/next': `${startStream('quiet', '/quiet')}<Pause duration="3"/>${startStream('bot', '/breaks')}<StopStream name="bot" wait="true"/>${startStream('bot', '/late')}`,
    },
    options: { streams },
    act: async (platform) => {
      platform.disrupt({ url: '/late' }, 'timeout');
      const call = await begin(platform);
      await call.says('Stop.');
      await call.ends();
    },
    follows: [
      'event:mediaStreamRejected event:mediaStreamStarted event:mediaStreamStopped stream.broken stream.clear',
      'stream.closed stream.credentials stream.cuts stream.duplicate stream.frames stream.handshake-timeout',
      'stream.ignored stream.one-way stream.params stream.plays stream.rejected stream.started stream.stopped',
      'stream.quiet stream.track-limit stream.unknown stream.waits verb:StartStream verb:StopStream',
    ],
  },
  'a stream without a socket': {
    answers: { '/call': `${startStream('bot', '/quiet')}<StopStream name="bot" wait="true"/>` },
    options: { streams: false },
    act: holdingOn,
    follows: ['stream.no-socket'],
  },
  'a transcription': {
    answers: {
      '/call': `${startTranscription('live', '/quiet', 'stabilized="false"')}${startTranscription('live', '/again')}<Redirect redirectUrl="/next"/>`,
      '/next': `${startTranscription('short', '/breaks')}<Pause duration="5"/><StopTranscription/>`,
    },
    options: { streams },
    act: async (platform) => {
      const call = await begin(platform);
      await call.says('Good morning.', { partial: ['Good'] });
      await call.ends();
    },
    follows: [
      'event:realTimeTranscriptionAvailable event:realTimeTranscriptionRejected event:realTimeTranscriptionStarted',
      'event:realTimeTranscriptionStopped transcription.available transcription.available-time transcription.closed',
      'transcription.events transcription.rejected transcription.stabilized transcription.stopped transcription.words',
      'verb:StartTranscription verb:StopTranscription',
    ],
  },
  'a conversation': {
    answers: { '/call': '<Ring duration="1"/><Conference>q</Conference>' },
    options: {},
    act: async (platform) => {
      const calls = [await begin(platform), await begin(platform)] as const;
      const { id } = await calls[0].joins('q');
      await calls[1].joins('q');
      await calls[0].press('1');
      await Promise.all([
        calls[0].says('Hello'),
        calls[1].waits(0.1).then(() => platform.api.updateConferenceMember(id, calls[0].callId, { mute: true })),
      ]);
    },
    follows: ['conversation.heard conversation.keys conversation.late stream.tones'],
  },
  'a call with an endpoint': {
    answers: {
      '/call': '<Connect eventCallbackUrl="/status"><Endpoint>e-0</Endpoint></Connect><Ring duration="60"/>',
    },
    options: {},
    act: async (platform) => {
      const request = { type: 'WEBRTC', direction: 'BIDIRECTIONAL', eventCallbackUrl: '/status' } as const;
      const { data } = await platform.api.createEndpoint(request);
      const { endpointId } = data;
      await platform.api.updateEndpointBxml(endpointId, '<Response/>').catch(() => undefined);
      const desk = platform.endpoint(endpointId);
      await desk.connects({ withEventType: true });
      await desk.disconnects({ withEventType: true });
      await desk.connects();
      await desk.sendsAudio();
      await desk.requestsConnection('+15550100');
      const call = await begin(platform);
      await call.receives('connectStatus', { status: 'DENIED' });
      desk.next({ noAnswer: true }).next({ noAnswer: true });
      await call.waits(1);
      for (const seconds of [1, 31]) {
        await platform.api.updateCallBxml(
          call.callId,
          `<Response>${connecting(endpointId)}<Ring duration="99"/></Response>`,
        );
        await call.waits(seconds);
      }
      await platform.api.updateCallBxml(call.callId, `<Response>${connecting(endpointId)}</Response>`);
      await call.waits(25 * 3600);
      await call.ends();
    },
    follows: [
      'connect.canceled connect.created connect.denied connect.eligible connect.fails connect.holds connect.lifetime',
      'connect.no-bxml connect.request',
      'connect.status event:DEVICE_CONNECTED event:DEVICE_DISCONNECTED event:connectStatus event:endpointConnected',
      'event:endpointDisconnected event:endpointEligible event:endpointIneligible event:outboundConnectionRequest',
      'verb:Connect',
    ],
  },
};
