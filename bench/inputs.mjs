// Different calls for each seed, so that no library can remember its answers.
import { randomOf } from './random.mjs';

const words =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec'.split(
    ' ',
  );
const names =
  'Ana Díaz|Zoë Müller|Sam Lee|Patrick "Paddy" O’Brien|José Nuñez|Mary Smith|Tom & Jerry|D’Arcy Jones|Ingrid Åberg|Lee 🎉 Wong|Grace Hopper|Ada King|Linus Berg|Eve Stone|Omar Said|Kim Park'.split(
    '|',
  );
const companies = 'Blue Harbor|Smith & Sons|Müller GmbH|Fisher "Quick" Parcels|North Wind|Acme'.split('|');
const teams = ['sales', 'support', 'billing', 'night-shift', 'returns'];
const titles = [
  'blue mug',
  'garden hose',
  'café table',
  'pots & pans',
  'lamp, "Retro"',
  'wool socks',
  'desk',
  'kettle',
];

/** A number of calls, made of a seed. */
export function inputsOf(seed, count = 256) {
  const random = randomOf(seed);
  const number = () => `+1555${String(random.below(10_000_000)).padStart(7, '0')}`;
  const hex = (length) => Array.from({ length }, () => random.below(16).toString(16)).join('');
  const sentence = (length) => {
    const plain = `${Array.from({ length }, () => random.pick(words)).join(' ')} ${random.below(1_000_000)}`;
    // One in eight has something to escape, one in sixteen something beyond ASCII.
    if (random.chance(1 / 8)) return `${plain} & "${random.pick(words)}" < 7`;
    return random.chance(1 / 15) ? `${plain}, señor ☎` : plain;
  };
  // Cut out of pools: hundreds of texts for every call would only take memory.
  const lines = Array.from({ length: 2048 }, () => sentence(random.from(4, 12)));
  const items = Array.from({ length: 2048 }, () => ({
    id: String(random.below(100_000)).padStart(5, '0'),
    title: random.pick(titles),
    count: random.from(1, 40),
    price: random.from(1, 20_000) / 100,
    note: random.chance(1 / 4) ? sentence(4) : null,
  }));
  const agents = Array.from({ length: 512 }, () => ({
    name: random.pick(names),
    team: random.pick(teams),
    number: number(),
    desk: random.from(10, 4000),
  }));
  const cut = (pool, length) => {
    const start = random.below(pool.length - length);
    return pool.slice(start, start + length);
  };
  const call = () => ({
    callId: `c-${hex(8)}-${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    from: number(),
    to: number(),
    name: random.pick(names),
    company: random.pick(companies),
    language: random.pick(['en', 'es', 'fr']),
    attempt: random.from(1, 9),
    waiting: random.below(41),
    minutes: random.from(2, 120) / 4,
    balance: random.below(1_000_000) / 100,
    points: random.below(100_000),
    code: String(random.below(1_000_000)).padStart(random.from(4, 6), '0'),
    date: `2026-${random.from(10, 12)}-${random.from(10, 28)}`,
    vip: random.chance(1 / 4),
    recorded: random.chance(1 / 2),
    agents: cut(agents, 8),
    items: cut(items, 150),
    lines: cut(lines, 250),
  });
  // What comes out of JSON are flat strings, as a webhook has them.
  const plain = JSON.parse(JSON.stringify({ lines, items, agents }));
  lines.splice(0, lines.length, ...plain.lines);
  items.splice(0, items.length, ...plain.items);
  agents.splice(0, agents.length, ...plain.agents);
  return Array.from({ length: count }, () => {
    const { agents, items, lines, ...own } = call();
    return { ...JSON.parse(JSON.stringify(own)), agents, items, lines };
  });
}
