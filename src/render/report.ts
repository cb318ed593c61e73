import { nameOf } from '../components/component.js';
import type { ElementNode } from '../jsx/element.js';
import { codePoint } from '../problems/inspect.js';
import type { Fault, Problem, SourcePosition } from '../problems/problem.js';
import type { Severity } from '../verbs/define/verb-definition.js';
import type { CharacterReport } from '../xml/characters.js';
import type { RenderOptions } from './render-options.js';

/** A problem whose place is still to be put into words, which takes longer than finding it. */
interface Found {
  readonly fault: Fault;
  readonly severity: Severity;
  /** The components and elements around it, outermost first. */
  readonly owners: readonly ElementNode[];
  readonly at: SourcePosition | undefined;
}

/** Collects the problems of one document, each with the place of the element that the walk is in. */
export class Report implements CharacterReport {
  /** The components and elements around the place of the walk, outermost first; beyond `owned` there are old ones. */
  readonly #owners: ElementNode[] = new Array(ROOM);
  /** How many components and elements are around the place of the walk. */
  owned = 0;
  extraBytes = 0;
  /** How many problems were found, kept or not, whatever their level. */
  count = 0;
  /** What the first component that failed threw. */
  cause: { readonly thrown: unknown } | undefined = undefined;
  readonly #rules: RenderOptions['rules'];
  #found: Found[] | undefined = undefined;
  /** How many problems there are of each severity, kept or not. */
  #errors = 0;
  #warnings = 0;

  constructor(rules: RenderOptions['rules']) {
    this.#rules = rules;
  }

  /** True if a problem is an error. */
  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  /** True if there are neither errors nor warnings. */
  get isEmpty(): boolean {
    return this.#errors === 0 && this.#warnings === 0;
  }

  /** Notes that the walk goes into an element or a component. */
  enter(node: ElementNode): void {
    this.#owners[this.owned++] = node;
  }

  /** Notes that the walk comes out of it. */
  leave(): void {
    this.owned--;
  }

  /** Returns the innermost element or component, if it is deeper than `above`. */
  innermost(above: number): ElementNode | undefined {
    return this.owned > above ? this.#owners[this.owned - 1] : undefined;
  }

  /** Returns a report of its own, at the same place, for problems that may turn out not to matter: see `merge`. */
  fork(): Report {
    const fork = new Report(this.#rules);
    for (let index = 0; index < this.owned; index++) fork.enter(this.#owners[index] as ElementNode);
    return fork;
  }

  /** Takes over what a fork has found. */
  merge(fork: Report): void {
    for (const found of fork.#found ?? []) {
      if (this.#isFull(found.severity)) continue;
      this.#found ??= [];
      this.#found.push(found);
    }
  }

  /** Reports a fault at the place of the walk; `at` says more exactly where it was written. */
  add(fault: Fault, at?: SourcePosition): void {
    this.count++;
    const severity = this.#severityOf(fault);
    if (severity === 'off' || this.#isFull(severity)) return;
    this.#found ??= [];
    this.#found.push({ fault, severity, owners: this.#owners.slice(0, this.owned), at });
  }

  /** Counts a problem. Returns true if as many of its severity as are kept have been found already. */
  #isFull(severity: Severity): boolean {
    return (severity === 'error' ? ++this.#errors : ++this.#warnings) > MOST_PROBLEMS;
  }

  /** True if a fault would only be counted, since as many of its severity as are kept have been found already. */
  isFullFor(fault: Pick<Fault, 'code' | 'level' | 'locked'>): boolean {
    const severity = this.#severityOf(fault);
    return severity !== 'off' && (severity === 'error' ? this.#errors : this.#warnings) >= MOST_PROBLEMS;
  }

  /** Returns all problems in document order, and says how many more were found than are kept. */
  problems(): Problem[] {
    const problems = (this.#found ?? []).map(problemOf);
    if (this.#errors > MOST_PROBLEMS) problems.push(omitted('error', this.#errors - MOST_PROBLEMS));
    if (this.#warnings > MOST_PROBLEMS) problems.push(omitted('warning', this.#warnings - MOST_PROBLEMS));
    return problems;
  }

  illegalCharacter(text: string, index: number): void {
    this.add({
      code: 'text.illegal',
      message: `The character ${codePoint(text.charAt(index))} at position ${index + 1} of a text is not allowed in XML.`,
      hint: 'Remove it, or replace it, before it gets here.',
      locked: true,
    });
  }

  #severityOf({ code, level = 'error', locked }: Pick<Fault, 'code' | 'level' | 'locked'>): Severity | 'off' {
    if (locked === true || this.#rules === undefined || !Object.hasOwn(this.#rules, code)) return level;
    return this.#rules[code] ?? level;
  }
}

/** The line is that of the innermost element or component, or of its nearest owner that has one. */
function problemOf({ fault: { code, message, hint }, severity, owners, at }: Found): Problem {
  let source = at;
  for (let index = owners.length - 1; index >= 0 && source === undefined; index--) source = owners[index]?.source;
  return {
    code,
    severity,
    path: shortened(owners.map(nameOf).filter((name) => name !== '')).join(' > '),
    ...(source === undefined ? {} : { source }),
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function omitted(severity: Severity, count: number): Problem {
  const more = count === 1 ? `is 1 more ${severity}` : `are ${count} more ${severity}s`;
  const message = `There ${more}; the first ${MOST_PROBLEMS} are kept.`;
  return { code: 'problems.more', severity, path: '', message };
}

/** Room for as many components and elements in one another as most documents have: growing takes time. */
const ROOM = 12;

/** Most problems of one severity that are kept: a long text of illegal characters has one a character. */
const MOST_PROBLEMS = 10_000;

/** Names enough to tell where it is; a recursion without end has hundreds. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 24 ? names : [...names.slice(0, 12), `… ${names.length - 18} more …`, ...names.slice(-6)];
}
