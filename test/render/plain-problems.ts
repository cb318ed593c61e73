// The positions and problems of the plain renderer.
import type { Problem, RenderOptions, SourcePosition } from 'bxml-jsx';
import { nameOf } from '../../src/components/component.js';
import type { ElementNode } from '../../src/jsx/element.js';
import type { Fault, FaultReport } from '../../src/problems/problem.js';

/** The components and elements around a position, and the nearest known source position. */
export interface Place {
  readonly names: readonly string[];
  readonly source: SourcePosition | undefined;
}

/** The position outside of the root. */
export const nowhere: Place = { names: [], source: undefined };

/** Returns the position inside an element or a component; a fragment has no name. */
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

  /** Adds a fault at a position; `source` is a more exact source position. */
  add(fault: Fault, place: Place, source: SourcePosition | undefined = place.source): void {
    this.found.push(...this.problemsOf(fault, place, source));
  }

  /** Returns a report for faults at a position. */
  at(place: Place): FaultReport {
    return { add: (fault, source) => this.add(fault, place, source) };
  }

  /** Reports the characters of a string that XML does not allow. */
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

  /** Returns the problem without adding it, or undefined if the rule is off. */
  problemsOf(
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
    // The cast is safe: all fields of a problem have been set.
    return [problem as unknown as Problem];
  }
}
