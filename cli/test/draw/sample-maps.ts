import type { CallMap } from '../../src/map/call-map.js';
import { MapBuilder } from './build-map.js';

/** A small flow: a menu with two keys, a transfer and a voicemail. */
export const smallMap = (): CallMap =>
  new MapBuilder()
    .state('menu', {
      title: 'Gather /menu',
      heard: ['Welcome to Blue Harbor Dental.', 'For appointments, press 1. To leave a message, press 2.'],
    })
    .state('sorry', { title: 'Gather /menu', heard: ['Sorry, {digits} is not on the menu.', 'Press 1 or 2.'] })
    .state('ringing', {
      kind: 'ringing',
      title: 'rings +15551230077',
      heard: ['One moment please.', '♪https://cdn.example.com/audio/hold%20music.mp3?v=3'],
      waitsFor: 'an answer',
    })
    .state('talking', { kind: 'connected', title: 'connected with +15551230077', waitsFor: 'a hang-up' })
    .state('message', {
      title: 'Record /voicemail',
      heard: ['Nobody can take your call. Please leave a message after the tone.'],
      waitsFor: 'a recording',
    })
    .state('thanks', { kind: 'end', title: 'hangs up', heard: ['Thank you. Goodbye.'] })
    .state('over', { kind: 'end', title: 'call is over' })
    .edge('menu', 'ringing', '1')
    .edge('menu', 'message', '2')
    .edge('menu', 'sorry', 'wrong key', 'no input')
    .edge('sorry', 'ringing', '1')
    .edge('sorry', 'message', '2')
    .edge('sorry', 'sorry', 'wrong key')
    .edge('sorry', 'thanks', 'no input')
    .edge('ringing', 'talking', 'answers')
    .edge('ringing', 'message', 'busy', 'no answer')
    .edge('talking', 'over', 'hangs up')
    .edge('message', 'thanks', '#', 'no input')
    .edge('message', 'over', 'hangs up')
    .build('src/app.tsx');

const departments = [
  ['sales', 'Sales', 'For prices and new orders, press 1; to hear about our current offers, press 2'],
  ['service', 'Customer service', 'For a delivery that is late, press 1; for a return or an exchange, press 2'],
  ['billing', 'Billing', 'To hear your balance, press 1; to pay by card, press 2; to dispute an invoice, press 3'],
  ['technical', 'Technical support', 'If you have no connection at all, press 1; for everything else, press 2'],
  ['careers', 'Careers', 'Our open positions are on our website'],
] as const;

/** A phone menu of 37 states: five departments, each with a menu, an apology, a transfer and a voicemail. */
export function phoneMenuMap(): CallMap {
  const builder = new MapBuilder()
    .state('start', {
      title: 'Gather /menu',
      heard: [
        '♪https://cdn.example.com/jingle.wav',
        'Welcome to Blue Harbor, the house of lamps, lanterns and lighthouses. This call may be recorded for training.',
        'For sales, press 1. For customer service, press 2. For billing, press 3. For technical support, press 4. For careers, press 5. To hear this again, press star.',
      ],
    })
    .state('again', {
      title: 'Gather /menu',
      heard: [
        'Sorry, {digits} is not on the menu.',
        'For sales, press 1. For customer service, press 2. For billing, press 3.',
      ],
    })
    .state('last', { title: 'Gather /menu', heard: ['I still did not get that. Please press a key from 1 to 5.'] })
    .state('over', { kind: 'end', title: 'call is over' })
    .state('goodbye', { kind: 'end', title: 'hangs up', heard: ['We are sorry that we could not help you. Goodbye.'] })
    .state('thanks', {
      kind: 'end',
      title: 'hangs up',
      heard: ['Thank you for your message, which we received on {date}. Goodbye.'],
    })
    .state('closed', {
      kind: 'end',
      title: 'hangs up',
      problems: [
        {
          severity: 'error',
          code: 'call.dead-url',
          message: 'GET https://app.example.com/closed responded 404, so the call ended with the cause callback-error.',
        },
      ],
    });
  for (const menu of ['start', 'again', 'last']) {
    departments.forEach(([name], i) => void builder.edge(menu, name, String(i + 1)));
  }
  builder
    .edge('start', 'start', '*')
    .edge('start', 'again', 'wrong key', 'no input')
    .edge('again', 'last', 'wrong key', 'no input');
  builder.edge('last', 'goodbye', 'wrong key', 'no input');
  for (const menu of ['start', 'again', 'last']) builder.edge(menu, 'over', 'hangs up');
  for (const [name, title, prompt] of departments) {
    const rings = `${name} rings`;
    builder
      .state(name, {
        title: `Gather /${name}`,
        heard: [`${title}.`, `${prompt}. To return to the main menu, press 9.`],
      })
      .state(`${name} sorry`, {
        title: `Gather /${name}`,
        heard: ['Sorry, {digits} is not on the menu.', `${prompt}.`],
      })
      .state(rings, {
        kind: 'ringing',
        title: `rings +1555123000${name.length}`,
        heard: ['One moment please.'],
        waitsFor: 'an answer',
      })
      .state(`${name} talks`, { kind: 'connected', title: `connected with ${title}`, waitsFor: 'a hang-up' })
      .state(`${name} message`, {
        title: 'Record /voicemail',
        heard: [
          `Everyone in ${title} is on another call. Please leave a message after the tone, and press the pound key.`,
        ],
        waitsFor: 'a recording',
      })
      .state(`${name} review`, {
        title: 'Gather /review',
        heard: [
          '♪https://cdn.example.com/recordings/{recordingId}.wav',
          'To send your message, press 1. To record it again, press 2.',
        ],
      });
    for (const menu of [name, `${name} sorry`]) {
      builder.edge(menu, rings, '1', '2').edge(menu, 'start', '9').edge(menu, 'over', 'hangs up');
    }
    builder
      .edge(name, `${name} sorry`, 'wrong key', 'no input')
      .edge(`${name} sorry`, `${name} sorry`, 'wrong key')
      .edge(`${name} sorry`, 'goodbye', 'no input')
      .edge(rings, `${name} talks`, 'answers')
      .edge(rings, `${name} message`, 'busy', 'no answer', 'rejects')
      .edge(rings, 'over', 'hangs up')
      .edge(`${name} talks`, 'over', 'hangs up')
      .edge(`${name} message`, `${name} review`, '#', 'no input')
      .edge(`${name} message`, 'over', 'hangs up')
      .edge(`${name} review`, 'thanks', '1', 'hangs up')
      .edge(`${name} review`, `${name} message`, '2', 'no input');
  }
  builder.edge('careers', 'closed', '3');
  return builder.build('examples/phone-menu');
}

const branches = ['Amsterdam', 'Łódź', 'São Paulo', 'Zürich', 'Αθήνα', 'Москва', '東京', 'القاهرة', 'תל אביב'];

/** A flow of about a hundred states, in nine cities with their scripts. */
export function largeMap(): CallMap {
  const builder = new MapBuilder()
    .state('start', {
      title: 'Gather /city',
      heard: ['Welcome to the Grand Hotels.', ...branches.map((city, i) => `For ${city}, press ${i + 1}.`)],
    })
    .state('over', { kind: 'end', title: 'call is over' })
    .state('bye', { kind: 'end', title: 'hangs up', heard: ['Goodbye, and thank you for calling. 再见 👋🏽'] });
  builder.edge('start', 'start', 'wrong key').edge('start', 'bye', 'no input').edge('start', 'over', 'hangs up');
  branches.forEach((city, i) => {
    builder.edge('start', city, String(i + 1));
    builder.state(city, {
      title: `Gather /city/${i + 1}`,
      heard: [`${city} 🏨. For a reservation, press 1; to change or cancel one, press 2; for the reception, press 0.`],
    });
    builder.edge(city, 'start', '*').edge(city, city, 'wrong key').edge(city, 'bye', 'no input');
    const parts = ['date', 'nights', 'guests', 'confirm', 'change', 'cancel', 'moved', 'desk', 'desk talks'] as const;
    const id = Object.fromEntries(parts.map((part) => [part, `${city} ${part}`])) as Record<
      (typeof parts)[number],
      string
    >;
    builder
      .state(id.date, {
        title: 'Gather /date',
        heard: ['Enter the day of arrival with four digits, for example 0 4 3 0 for April 30.'],
        waitsFor: '4 keys',
      })
      .state(id.nights, {
        title: 'Gather /nights',
        heard: ['{digits}. For how many nights?'],
        waitsFor: '1–2 keys, ended by #',
      })
      .state(id.guests, {
        title: 'Gather /guests',
        heard: ['For how many guests? You can also say it.'],
        waitsFor: '1 key or speech',
      })
      .state(id.confirm, {
        title: 'Gather /confirm',
        heard: ['{nights} nights for {guests} guests from {date}. To book, press 1.'],
      })
      .state(id.change, {
        title: 'Gather /change',
        heard: ['Enter the number of your reservation and the pound key.'],
        waitsFor: '1–8 keys, ended by #',
      })
      .state(id.cancel, {
        title: 'Gather /cancel',
        heard: ['Reservation {reservation}. To cancel it, press 1; to move it, press 2.'],
      })
      .state(id.moved, {
        kind: 'end',
        title: 'hangs up',
        heard: ['Your reservation is changed. You will get an e-mail.'],
      })
      .state(id.desk, { kind: 'ringing', title: `rings +1555000${i}00`, waitsFor: 'an answer' })
      .state(id['desk talks'], { kind: 'connected', title: 'connected with the reception', waitsFor: 'a hang-up' })
      .edge(city, id.date, '1')
      .edge(city, id.change, '2')
      .edge(city, id.desk, '0')
      .edge(id.date, id.nights, '0430')
      .edge(id.date, id.date, 'wrong key')
      .edge(id.nights, id.guests, '3#')
      .edge(id.guests, id.confirm, '2', 'says two')
      .edge(id.confirm, id.moved, '1')
      .edge(id.confirm, city, 'wrong key')
      .edge(id.change, id.cancel, '12345678#')
      .edge(id.cancel, id.moved, '1')
      .edge(id.cancel, id.date, '2')
      .edge(id.desk, id['desk talks'], 'answers')
      .edge(id.desk, city, 'busy', 'no answer')
      .edge(id['desk talks'], 'over', 'hangs up');
    for (const part of ['date', 'nights', 'guests', 'confirm', 'change', 'cancel'] as const)
      builder.edge(id[part], 'bye', 'no input');
  });
  return builder.build('https://app.example.com/grand-hotels?token=a&b=<c>', [
    'Not walked: 14 states, because the limit of 100 states was reached (--max-states).',
  ]);
}

/** Text that ends comments, strings, labels and elements of every format, in every place of a map. */
export const hostileTexts = [
  '--> <script>alert("1")</script> ]]> <!-- & &amp; &#x41;',
  'say "hello" and \\"escaped\\" `code` $x {curly} [square] (round) |pipe|',
  'line one\nline two\r\nline three\ttab\u2028separator',
  'bell \u0007 escape \u001b[31m null \u0000 delete \u007f next \u0085',
  'override \u202e desrever \u2066 isolate \ud800 lone \uffff end',
  'click s1 href "javascript:alert(1)"\n%%{init: {}}%%\nend\nsubgraph',
  '#quot; #35; ;; style s1 fill:red; :::error @{ shape: rect }',
  'x'.repeat(300),
  '\u0928\u092e\u0938\u094d\u0924\u0947 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 👩‍👩‍👧‍👦 🇳🇱 e\u0301\u0323 \ufdfd',
  '',
];

export function hostileMap(): CallMap {
  const builder = new MapBuilder();
  hostileTexts.forEach((text, i) => {
    builder.state(`n${i}`, {
      title: text,
      heard: [text, `♪https://x/${text}`],
      waitsFor: text,
      problems: [{ severity: i % 2 === 0 ? 'error' : 'warning', code: text, message: text }],
      kind: i % 3 === 2 ? 'end' : 'input',
    });
  });
  hostileTexts.forEach((text, i) => void builder.edge('n0', `n${i}`, text, `says ${text}`));
  return builder.build(hostileTexts[0], hostileTexts);
}
