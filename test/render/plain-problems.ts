// The bookkeeping of the plain renderer: where the walk is, and what is wrong there.
import type { Problem, RenderOptions, SourcePosition } from 'bxml-jsx';
import { nameOf } from '../../src/components/component.js';
import type { ElementNode } from '../../src/jsx/element.js';
import type { Fault, FaultReport } from '../../src/problems/problem.js';

/** The components and elements around something, and the nearest line that is known. */
export interface Place {
  readonly names: readonly string[];
  readonly source: SourcePosition | undefined;
}

/** Outside of everything. */
export const nowhere: Place = { names: [], source: undefined };

/** The place inside an element or a component; a fragment has no name. */
export function inside(place: Place, node: ElementNode): Place {
  const name = nameOf(node);
  return { names: name === '' ? place.names : [...place.names, name], source: node.source ?? place.source };
}

/** The problems found so far. */
export class PlainProblems {
  readonly found: Problem[] = [];
  readonly #rules: NonNullable<RenderOptions['rules']>;

  constructor(rules: RenderOptions['rules']) {
    this.#rules = rules ?? {};
  }

  /** A fault at a place; `source` says more exactly where it was written. */
  add(fault: Fault, place: Place, source: SourcePosition | undefined = place.source): void {
    this.found.push(...this.judged(fault, place, source));
  }

  /** A report of faults at a place, for those who word them. */
  at(place: Place): FaultReport {
    return { add: (fault, source) => this.add(fault, place, source) };
  }

  /** The characters of a text that XML cannot hold. */
  illegal(text: string, index: number, place: Place): void {
    const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
    this.add(
      {
        code: 'text.illegal',
        message: `The character U+${code} at position ${index + 1} of a text is not allowed in XML.`,
        hint: 'Remove or replace it before rendering.',
        locked: true,
      },
      place,
    );
  }

  /** The same without keeping it: one problem, or none where the rule is off. */
  judged(
    { code, level = 'error', message, hint, locked }: Fault,
    { names }: Place,
    source?: SourcePosition,
  ): Problem[] {
    const severity = (locked === true ? undefined : new Map(Object.entries(this.#rules)).get(code)) ?? level;
    if (severity === 'off') return [];
    const shown =
      names.length > 24 ? [...names.slice(0, 12), `… ${names.length - 18} more …`, ...names.slice(-6)] : names;
    const problem: Record<string, unknown> = { code, severity, path: shown.join(' > ') };
    if (source !== undefined) problem.source = source;
    problem.message = message;
    if (hint !== undefined) problem.hint = hint;
    // It has just been given everything that a problem has.
    return [problem as unknown as Problem];
  }
}
