// Generates calls from a seed, so that no library can cache its output.
import { randomOf } from './random.mjs';

const words =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec'.split(
    ' ',
  );
const names = [
  'Sam Lee',
  'Mary Smith',
  'Patrick "Paddy" Hill',
  'Tom & Jerry',
  "D'Arcy Jones",
  'Grace Hopper',
  'Ada King',
];
const accentedNames = ['Ana Díaz', 'Zoë Müller', 'José Nuñez', 'Ingrid Åberg', 'Lee 🎉 Wong', 'Siobhan O’Brien'];
const accentedLines = ['Le café est fermé', 'Mañana a las 9', 'Grüße aus Köln', 'Call ☎ 7', 'Happy birthday 🎉'];
const companies = ['Blue Harbor', 'Smith & Sons', 'Fisher "Quick" Parcels', 'North Wind', 'Acme'];
const teams = ['sales', 'support', 'billing', 'night-shift', 'returns'];
const titles = [
  'blue mug',
  'garden hose',
  'side table',
  'pots & pans',
  'lamp, "Retro"',
  'wool socks',
  'desk',
  'kettle',
];

/** Returns calls generated from a seed. One in four has names and texts beyond ASCII. */
export function inputsOf(seed, count = 256) {
  const random = randomOf(seed);
  const pools = flat(poolsOf(random));
  const cut = (pool, length) => {
    const start = random.below(pool.length - length);
    return pool.slice(start, start + length);
  };
  return Array.from({ length: count }, () => {
    const accented = random.chance(1 / 4);
    const agents = cut(pools.agents, 8);
    const lines = cut(pools.lines, 250);
    if (accented) {
      agents[random.below(agents.length)] = { ...agents[0], name: random.pick(accentedNames) };
      for (let index = random.below(30); index < lines.length; index += 30) lines[index] = random.pick(accentedLines);
    }
    return { ...flat(ownOf(random, accented ? accentedNames : names)), agents, items: cut(pools.items, 150), lines };
  });
}

/** Strings from JSON are flat, as in a webhook. */
const flat = (value) => JSON.parse(JSON.stringify(value));

const phoneNumber = (random) => `+1555${String(random.below(10_000_000)).padStart(7, '0')}`;

/** One in eight has a character that must be escaped. */
function sentence(random, length) {
  const plain = `${Array.from({ length }, () => random.pick(words)).join(' ')} ${random.below(1_000_000)}`;
  return random.chance(1 / 8) ? `${plain} & "${random.pick(words)}" < 7` : plain;
}

/** Calls share these strings, because distinct texts for every call would only use memory. */
function poolsOf(random) {
  return {
    lines: Array.from({ length: 2048 }, () => sentence(random, random.from(4, 12))),
    items: Array.from({ length: 2048 }, () => ({
      id: String(random.below(100_000)).padStart(5, '0'),
      title: random.pick(titles),
      count: random.from(1, 40),
      price: random.from(1, 20_000) / 100,
      note: random.chance(1 / 4) ? sentence(random, 4) : null,
    })),
    agents: Array.from({ length: 512 }, () => ({
      name: random.pick(names),
      team: random.pick(teams),
      number: phoneNumber(random),
      desk: random.from(10, 4000),
    })),
  };
}

function ownOf(random, namesOfCall) {
  const hex = (length) => Array.from({ length }, () => random.below(16).toString(16)).join('');
  return {
    callId: `c-${hex(8)}-${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
    from: phoneNumber(random),
    to: phoneNumber(random),
    name: random.pick(namesOfCall),
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
  };
}
