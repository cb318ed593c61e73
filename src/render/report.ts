import { nameOf } from '../components/component.js';
import type { ElementNode } from '../jsx/element.js';
import { codePoint } from '../problems/inspect.js';
import type { Fault, Problem, SourcePosition } from '../problems/problem.js';
import type { Severity } from '../verbs/define/verb-definition.js';
import type { CharacterReport } from '../xml/characters.js';
import type { RenderOptions } from './render-options.js';

/** A problem that is not formatted yet. Performance: formatting takes longer than finding it. */
interface Found {
  readonly fault: Fault;
  readonly severity: Severity;
  /** The components and elements that contain it, outermost first. */
  readonly owners: readonly ElementNode[];
  readonly at: SourcePosition | undefined;
}

/** Collects the problems of one document, each with the path of the current element. */
export class Report implements CharacterReport {
  /** The current element and what contains it, outermost first. */
  private readonly owners: ElementNode[] = [];
  extraBytes = 0;
  /** What the first failed component threw. */
  cause: { readonly thrown: unknown } | undefined = undefined;
  private readonly rules: RenderOptions['rules'];
  private readonly found: Found[] = [];
  /** Number of problems by severity, including those that are not kept. */
  private errors = 0;
  private warnings = 0;

  constructor(rules: RenderOptions['rules']) {
    this.rules = rules;
  }

  /** True if at least one problem is an error. */
  get hasErrors(): boolean {
    return this.errors > 0;
  }

  /** True if there are neither errors nor warnings. */
  get isEmpty(): boolean {
    return this.errors === 0 && this.warnings === 0;
  }

  /** Number of components and elements on the current path. A lower number leaves the innermost ones. */
  get owned(): number {
    return this.owners.length;
  }

  set owned(number: number) {
    this.owners.length = number;
  }

  /** Called when the walk enters an element or a component. */
  enter(node: ElementNode): void {
    this.owners.push(node);
  }

  /** Called when the walk leaves it. */
  leave(): void {
    this.owners.pop();
  }

  /** Returns the innermost element or component, if it is deeper than `above`. */
  innermost(above: number): ElementNode | undefined {
    return this.owned > above ? this.owners.at(-1) : undefined;
  }

  /** Returns a new report with the same path, for problems that are reported only if `merge` is called. */
  fork(): Report {
    const fork = new Report(this.rules);
    fork.owners.push(...this.owners);
    return fork;
  }

  /** Adds the problems of a fork. */
  merge(fork: Report): void {
    for (const found of fork.found) if (!this.isFull(found.severity)) this.found.push(found);
  }

  /** Adds a problem at the current path; `at` is a more precise source position. */
  add(fault: Fault, at?: SourcePosition): void {
    const severity = this.severityOf(fault);
    if (severity === 'off' || this.isFull(severity)) return;
    this.found.push({ fault, severity, owners: [...this.owners], at });
  }

  /** Counts a problem. Returns true if the maximum number of problems of that severity is reached. */
  private isFull(severity: Severity): boolean {
    return (severity === 'error' ? ++this.errors : ++this.warnings) > MAX_PROBLEMS;
  }

  /** True if a problem would only be counted, because the maximum number of that severity is reached. */
  isFullFor(fault: Pick<Fault, 'code' | 'level' | 'locked'>): boolean {
    const severity = this.severityOf(fault);
    return severity !== 'off' && (severity === 'error' ? this.errors : this.warnings) >= MAX_PROBLEMS;
  }

  /** Returns all problems in document order, and a last one with the number of problems that were not kept. */
  problems(): Problem[] {
    const problems = this.found.map(problemOf);
    if (this.errors > MAX_PROBLEMS) problems.push(omitted('error', this.errors - MAX_PROBLEMS));
    if (this.warnings > MAX_PROBLEMS) problems.push(omitted('warning', this.warnings - MAX_PROBLEMS));
    return problems;
  }

  illegalCharacter(text: string, index: number): void {
    this.add({
      code: 'text.illegal',
      message: `The character ${codePoint(text.charAt(index))} at position ${index + 1} of a text is not allowed in XML.`,
      hint: 'Remove or replace it before rendering.',
      locked: true,
    });
  }

  private severityOf({ code, level = 'error', locked }: Pick<Fault, 'code' | 'level' | 'locked'>): Severity | 'off' {
    if (locked === true || this.rules === undefined || !Object.hasOwn(this.rules, code)) return level;
    return this.rules[code] ?? level;
  }
}

/** Returns the problem with its path, and the source position of the innermost element that has one. */
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
  const message = `There ${more}; the first ${MAX_PROBLEMS} are kept.`;
  return { code: 'problems.more', severity, path: '', message };
}

/** Maximum number of problems of one severity. A long text of illegal characters has one per character. */
const MAX_PROBLEMS = 10_000;

/** Shortens a path, which has hundreds of names in an endless recursion. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 24 ? names : [...names.slice(0, 12), `… ${names.length - 18} more …`, ...names.slice(-6)];
}
