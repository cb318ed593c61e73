// Prints the table of rendering speed: documents, families, all.
import { geometricMean, medianRatio, short } from '../figures.mjs';
import { FLOOR, KITA, OURS } from '../libraries.mjs';
import { GENERATED } from './programs.mjs';

/**
 * `named` has the documents of each family, `times` the time in each process by library and document, and `compared`
 * the libraries, floor first.
 */
export function reportRendering(named, times, [, ...others]) {
  const rows = Object.entries(named).flatMap(([family, names]) =>
    names.map((name) => rowOf(family, name, times, others)),
  );
  const meanOf = combined(geometricMean, others);
  const worstOf = combined((values) => Math.max(...values), others);
  const lineOf = (title, { toFloor, toKita }, floor = '') =>
    line([title, floor, ...others.map((library) => short(toFloor[library])), short(toKita)]);
  console.log('Time to render as a multiple of the floor, a hand-written template literal without checks:\n');
  line(['document', 'floor, ns', ...others, `${OURS} / ${KITA}`]);
  console.log(`|---|${'--:|'.repeat(others.length + 2)}`);
  for (const family of Object.keys(named)) {
    const ofFamily = rows.filter((row) => row.family === family);
    for (const row of ofFamily) lineOf(marked(row.name), row, row.floor.toFixed(0));
    lineOf(`**${family}**, geometric mean`, meanOf(ofFamily));
  }
  const written = rows.filter(({ family }) => family !== GENERATED);
  if (written.length > 0) lineOf('**written by hand**, geometric mean', meanOf(written));
  lineOf('**overall**, geometric mean', meanOf(rows));
  lineOf('**worst document**', worstOf(rows));
  const worst = rows.reduce((one, other) => (other.toKita > one.toKita ? other : one));
  console.log(`\nThe worst document of ${OURS} to ${KITA} is ${worst.name} (${worst.family}): ${short(worst.toKita)}.`);
  console.log('* with context; libraries without contexts pass props.');
}

const withContext = ['teamMenu'];
const marked = (name) => (withContext.includes(name) ? `${name} *` : name);

function rowOf(family, name, times, others) {
  const ratio = (library, base) => {
    const bases = times[base][name];
    return medianRatio(times[library][name].map((time, index) => time / bases[index]));
  };
  return {
    family,
    name,
    floor: medianRatio(times[FLOOR][name]),
    toFloor: Object.fromEntries(others.map((library) => [library, ratio(library, FLOOR)])),
    toKita: ratio(OURS, KITA),
  };
}

const combined = (combine, others) => (rows) => ({
  toFloor: Object.fromEntries(others.map((library) => [library, combine(rows.map((row) => row.toFloor[library]))])),
  toKita: combine(rows.map((row) => row.toKita)),
});
function line(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
