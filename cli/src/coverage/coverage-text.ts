import type { Style } from '../diff/diff-text.js';
import { pathText } from '../draw/path-text.js';
import { printable } from '../draw/picture/printable.js';
import type { Action, MapState } from '../map/call-map.js';
import type { Branch, Coverage } from './coverage.js';

/** Returns a coverage for terminals: the percentage, and each branch that no test has walked with its shortest path. */
export function coverageToText({ branches, paint, unknown, visits }: Coverage, style: Style): string {
  const missed = branches.filter(({ isVisited }) => !isVisited);
  const lines = [style('bold', paint.summary)];
  if (missed.length > 0) lines.push('', 'Not tested:');
  for (const { from, to, choices } of missed) {
    const labels = printable(choices.map(({ label }) => label).join(' · '));
    lines.push(
      `  ${style('yellow', labels)} at ${printable(`${from.id} ${from.title}`)} → ${printable(`${to.id} ${to.title}`)}`,
      style('dim', `      ${pathText(pathOf(from, choices))}`),
    );
  }
  if (visits === 0) lines.push('', NO_VISITS);
  else if (unknown > 0) {
    lines.push('', style('dim', `${unknown} of ${visits} visits were at states that are not on the map.`));
  }
  return `${lines.join('\n')}\n`;
}

const NO_VISITS =
  'No test held a simulated call, or the tests ran in processes without the NODE_OPTIONS and BXML_VISITS that this command sets, by which it sees their calls.';

/** Returns the shortest path through a branch. */
function pathOf(from: MapState, choices: Branch['choices']): Action[] {
  return [...from.path, ...choices.slice(0, 1).map(({ action }) => action)];
}

/** Returns a coverage as JSON for programs. */
export function coverageToJson({ branches, visitedStates, states, percentage, unknown }: Coverage): string {
  const value = {
    version: 1,
    percentage,
    branches: { total: branches.length, visited: branches.filter(({ isVisited }) => isVisited).length },
    states: { total: states, visited: visitedStates.size },
    unknownVisits: unknown,
    notVisited: branches
      .filter(({ isVisited }) => !isVisited)
      .map(({ from, to, choices }) => ({
        from: from.id,
        to: to.id,
        labels: choices.map(({ label }) => label),
        path: pathOf(from, choices),
      })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
