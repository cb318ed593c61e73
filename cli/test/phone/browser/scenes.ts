// Sessions as the phone's server describes them: the states of the page.
import type { Entry, EntryProblem, Exchange, Handset, PhoneCall, ServerMessage } from '../../../src/phone/protocol.js';

export type Session = Extract<ServerMessage, { kind: 'session' }>;

export const TARGET = 'http://localhost:3000/calls/initiate';

export function session(part: Partial<Session> = {}): Session {
  return {
    kind: 'session',
    now: 0,
    application: { target: TARGET, isReachable: true, message: 'Responds in 4 ms' },
    calls: [],
    handsets: [],
    entries: [],
    dropped: 0,
    defaults: { from: '', to: '', displayName: '' },
    ...part,
  };
}

export function call(part: Partial<PhoneCall> = {}): PhoneCall {
  return {
    id: 'call-1',
    callId: 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d',
    direction: 'inbound',
    from: '+15551230001',
    to: '+15551230002',
    startedAt: 0,
    endedAt: undefined,
    cause: '',
    problems: 0,
    ...part,
  };
}

export function caller(part: Partial<Handset> = {}): Handset {
  return {
    id: 'handset-1',
    call: 'call-1',
    name: 'caller',
    number: '+15551230001',
    displayName: '',
    callerId: '',
    state: 'connected',
    cause: '',
    listens: [],
    heardBy: [],
    conference: '',
    refersTo: '',
    ...part,
  };
}

export function agent(part: Partial<Handset> = {}): Handset {
  return caller({
    id: 'handset-2',
    name: '+15551230101',
    number: '+15551230101',
    callerId: '+15551230002',
    state: 'ringing',
    ...part,
  });
}

export function entry(id: number, part: Partial<Entry> = {}): Entry {
  return { id, call: 'call-1', handset: 'handset-1', at: id, kind: 'change', text: `Entry ${id}`, ...part };
}

export function heard(id: number, text: string, part: Partial<Entry['sound'] & object> = {}, at = id): Entry {
  const sound = {
    kind: 'speech',
    text,
    url: '',
    locale: 'en_US',
    gender: 'female',
    voice: 'julie',
    stopped: false,
    failure: '',
  } as const;
  return entry(id, { kind: 'heard', text, at, sound: { ...sound, ...part } });
}

export function exchange(id: number, part: Partial<Exchange> = {}, other: Partial<Entry> = {}): Entry {
  const eventType = part.eventType ?? 'initiate';
  return entry(id, {
    kind: 'exchange',
    text: `${eventType} ${part.url ?? TARGET}`,
    exchange: {
      eventType,
      method: 'POST',
      url: TARGET,
      event: {
        eventType,
        eventTime: '2026-11-30T19:00:00.000Z',
        accountId: '9900000',
        applicationId: '04e88489-df02-4e34-a0ee-27a91849555f',
        from: '+15551230001',
        to: '+15551230002',
        direction: 'inbound',
        callId: 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d',
        callUrl: 'https://voice.bandwidth.com/api/v2/accounts/9900000/calls/c-95ac8d6e',
        startTime: '2026-11-30T19:00:00.000Z',
        isFirst: true,
        attempts: 1,
        tag: null,
      },
      status: 200,
      contentType: 'application/xml',
      body: MENU,
      milliseconds: 12.4,
      outcome: '200, Gather, Redirect',
      failure: '',
      problems: [],
      ...part,
    },
    ...other,
  });
}

const MENU = `<?xml version="1.0" encoding="UTF-8"?><Response><Gather gatherUrl="/calls/menu" tag="1" maxDigits="1" repeatCount="2" firstDigitTimeout="8"><SpeakSentence voice="julie" locale="en_US">Welcome to Blue Harbor. For sales, press 1. For support, press 2. To leave a message, press 3.</SpeakSentence></Gather><!-- no key --><SpeakSentence>Goodbye &amp; thank you.</SpeakSentence><Hangup/></Response>`;

export const BROKEN = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather gatherUrl="/calls/menu" maxDigit="1">
    <SpeakSentence voice="julia">Press one for sales.</SpeakSentence>
    <Record recordCompleteUrl="/done"/>
  </Gather>
</Response>
`;

export const BROKEN_PROBLEMS: readonly EntryProblem[] = [
  {
    severity: 'warning',
    code: 'unknown-attribute',
    message: 'Gather has no attribute maxDigit.',
    hint: 'Did you mean maxDigits?',
    line: 3,
    column: 36,
  },
  {
    severity: 'error',
    code: 'child-not-allowed',
    message: 'Record is not allowed in Gather.',
    hint: 'Gather contains SpeakSentence and PlayAudio. Move Record after it.',
    line: 5,
    column: 5,
  },
];

/** A caller in the menu of an application, who is asked for a key. */
export function inMenu(): Session {
  return session({
    now: 6,
    calls: [call()],
    handsets: [caller({ listens: ['keys', 'speech'] })],
    entries: [
      entry(1, { text: 'calls +15551230002', at: 0 }),
      exchange(2, {}, { at: 0 }),
      entry(3, { text: 'is answered', at: 0.1 }),
      heard(4, 'Welcome to Blue Harbor. For sales, press 1. For support, press 2.', {}, 0.2),
      heard(
        5,
        'https://cdn.example.com/chime.wav',
        { kind: 'audio', url: '/chime.wav', text: 'https://cdn.example.com/chime.wav' },
        5.4,
      ),
    ],
  });
}

/** A call that was transferred: the telephone of an agent rings. */
export function transferring(): Session {
  const menu = inMenu();
  return {
    ...menu,
    now: 14,
    handsets: [caller(), agent()],
    entries: [
      ...menu.entries,
      entry(6, { kind: 'input', text: 'presses 1', at: 7.3 }),
      exchange(
        7,
        {
          eventType: 'gather',
          url: 'http://localhost:3000/calls/menu',
          outcome: '200, SpeakSentence, Transfer',
          milliseconds: 8.1,
          body: '<Response><SpeakSentence>One moment, please.</SpeakSentence><Transfer transferCompleteUrl="/calls/over" callTimeout="20"><PhoneNumber>+15551230101</PhoneNumber></Transfer></Response>',
        },
        { at: 7.3 },
      ),
      heard(8, 'One moment, please.', {}, 7.5),
      entry(9, { text: 'is dialed', at: 9.2, handset: 'handset-2' }),
    ],
  };
}

/** A conference of three: a coach hears everyone, and only the agent hears the coach. */
export function conference(): Session {
  const room = { conference: 'support', state: 'connected' } as const;
  const menu = inMenu();
  return {
    ...menu,
    now: 61,
    calls: [
      call(),
      call({ id: 'call-2', from: '+15551230005', startedAt: 30 }),
      call({ id: 'call-3', from: '+15551230007', startedAt: 45 }),
    ],
    handsets: [
      caller({ ...room, heardBy: ['handset-2', 'handset-3'] }),
      agent({
        ...room,
        name: 'caller',
        call: 'call-2',
        number: '+15551230005',
        displayName: 'Agent',
        heardBy: ['handset-1', 'handset-3'],
      }),
      agent({
        ...room,
        id: 'handset-3',
        name: 'caller',
        call: 'call-3',
        number: '+15551230007',
        displayName: 'Coach',
        heardBy: ['handset-2'],
      }),
    ],
    entries: [
      ...menu.entries,
      entry(6, { kind: 'input', text: 'presses 2', at: 7.3 }),
      exchange(
        7,
        { eventType: 'gather', url: 'http://localhost:3000/calls/menu', outcome: '200, Conference' },
        { at: 7.3 },
      ),
      heard(8, 'You are the first caller in the conference.', {}, 7.5),
      entry(9, { text: 'joins the conference support', at: 31, call: 'call-2', handset: 'handset-2' }),
      heard(10, 'Hello, how can I help you?', { kind: 'voice', gender: '', voice: '' }, 34),
      exchange(
        11,
        { eventType: 'conferenceMemberJoin', outcome: '204', status: 204, body: '', contentType: '' },
        { at: 45, call: 'call-3', handset: 'handset-3' },
      ),
    ],
  };
}

/** Everything that can go wrong with an application. */
export function failures(): Session {
  const url = 'http://localhost:3000/calls/menu';
  return session({
    now: 80,
    calls: [call({ problems: 6, endedAt: 74, cause: 'error' })],
    handsets: [caller({ state: 'over', cause: 'error' })],
    entries: [
      exchange(1, { body: BROKEN, problems: BROKEN_PROBLEMS, outcome: '200, Gather' }, { at: 0 }),
      entry(2, { kind: 'problem', text: 'Gather has no attribute maxDigit. Did you mean maxDigits?', at: 0.1 }),
      exchange(
        3,
        {
          eventType: 'gather',
          url,
          status: 500,
          contentType: 'text/html',
          body: '<!DOCTYPE html><html><body><h1>Internal Server Error</h1></body></html>',
          outcome: '500',
          failure:
            'The application responded with status 500. Bandwidth ends the call. Look at the log of the application.',
        },
        { at: 12 },
      ),
      exchange(
        4,
        {
          eventType: 'gather',
          url,
          status: undefined,
          contentType: '',
          body: '',
          milliseconds: 10_003,
          outcome: 'no response',
          failure: 'No response within 10 seconds. Bandwidth waits no longer: respond first, and do slow work later.',
        },
        { at: 40 },
      ),
      exchange(
        5,
        {
          eventType: 'redirect',
          url,
          body: '<Response><SpeakSentence>Hello</Response>',
          outcome: 'not well-formed',
          failure: 'The response is not well-formed XML.',
          problems: [
            {
              severity: 'error',
              code: 'not-well-formed',
              message: 'The end tag </Response> does not match <SpeakSentence>.',
              hint: 'Close SpeakSentence first.',
              line: 1,
              column: 32,
            },
          ],
        },
        { at: 60 },
      ),
      exchange(
        6,
        {
          eventType: 'disconnect',
          url,
          status: undefined,
          milliseconds: undefined,
          body: '',
          outcome: '',
          contentType: '',
        },
        { at: 74 },
      ),
      entry(7, {
        kind: 'trouble',
        text: 'The connection to http://localhost:3000 was refused. Start the application.',
        at: 74,
      }),
    ],
  });
}

/** Many entries, of all kinds. */
export function manyEntries(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    const at = index * 0.7;
    switch (index % 5) {
      case 0:
        return exchange(id, {}, { at });
      case 1:
        return heard(id, `Sentence ${id} that the caller hears. It is as long as sentences are.`, {}, at);
      case 2:
        return entry(id, { kind: 'input', text: `presses ${index % 10}`, at });
      case 3:
        return exchange(id, { eventType: 'gather', body: BROKEN, problems: BROKEN_PROBLEMS }, { at });
      default:
        return entry(id, { text: `Change ${id}`, at });
    }
  });
}
