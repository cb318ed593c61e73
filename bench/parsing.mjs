// Compares `parse` with its parser, saxes, alone: without listeners, and with listeners that do nothing. All parse the
// same documents of about 10 kB in turn.
import { SaxesParser } from 'saxes';
import { documents } from './documents/mixed.floor.mjs';
import { quantile, spread } from './figures.mjs';
import { inputsOf } from './inputs.mjs';
import { randomOf } from './random.mjs';

const SIZE = 10_240;
const DOCUMENTS = 16;
const WARM_UP = 20;

export async function timeParsing(rounds, { seed }) {
  const { parse } = await import('../dist/parse.js');
  const texts = inputsOf(seed, DOCUMENTS).map(documentOfSize);
  const ways = {
    'saxes alone': (xml) => new SaxesParser().write(xml).close(),
    'saxes with listeners': listened,
    parse: (xml) => parse(xml),
  };
  const took = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const random = randomOf(seed);
  for (let round = -WARM_UP; round < rounds * 4; round++) {
    for (const name of random.shuffled(Object.keys(ways))) {
      const before = process.cpuUsage();
      for (const xml of texts) ways[name](xml);
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) took[name].push((user + system) / texts.length);
    }
  }
  const kilobytes = texts.reduce((sum, xml) => sum + xml.length, 0) / texts.length / 1024;
  console.log(`\nTime to parse a document of ${kilobytes.toFixed(1)} kB. Seed ${seed}, Node ${process.version}.\n`);
  console.log('| | microseconds | multiple of saxes alone: median (10th to 90th percentile) |\n|---|--:|--:|');
  for (const [name, list] of Object.entries(took)) {
    const ratios = list.map((time, round) => time / took['saxes alone'][round]);
    console.log(`| ${name} | ${quantile(list, 0.25).toFixed(0)} | ${spread(ratios)} |`);
  }
}

/** Returns a long document, cut off between verbs after 10 kB. */
function documentOfSize(call) {
  const whole = documents.bulletin(call);
  return `${whole.slice(0, whole.lastIndexOf('<PlayAudio>', SIZE))}</Response>`;
}

function listened(xml) {
  const parser = new SaxesParser();
  for (const event of ['opentag', 'closetag', 'text']) parser.on(event, () => {});
  parser.write(xml).close();
}
