import { COMPONENT_KIND, type ComponentKind } from '../../jsx-runtime/component-kind.js';
import type { ElementNode } from '../../jsx-runtime/element.js';
import type { Problem, SourcePosition } from '../problems/problem.js';
import { codePoint, shownName } from '../problems/shown-value.js';
import { VERB_BRAND } from '../verbs/define-verb.js';
import type { Severity, VerbDefinition } from '../verbs/verb-definition.js';
import type { CharacterReport } from '../xml/characters.js';
import type { RenderOptions } from './render-options.js';

/** A fault as a check describes it. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Default `error`. */
  readonly level?: Severity | undefined;
  /** What keeps the document well-formed: no `rules` option reaches it. */
  readonly locked?: boolean | undefined;
}

/** Is told faults; `at` says more exactly than the place of the walk where one was written. */
export interface FaultReport {
  add(fault: Fault, at?: SourcePosition): void;
}

/** Where in the tree something is. */
interface Place {
  readonly path: string;
  readonly source: SourcePosition | undefined;
}

/** Collects the problems of one document, each with the place of the element that the walk is in. */
export class Report implements CharacterReport {
  readonly problems: Problem[] = [];
  /** The components and elements around the place of the walk, outermost first; beyond `owned` there are old ones. */
  readonly #owners: ElementNode[] = new Array(ROOM);
  /** How many components and elements are around the place of the walk. */
  owned = 0;
  /** How many more bytes than UTF-16 units the document takes so far. */
  bytesBeyondAscii = 0;
  /** What the first component that failed threw. */
  cause: { readonly thrown: unknown } | undefined = undefined;
  readonly #rules: RenderOptions['rules'];
  /** How many problems there are of each severity, kept or not. */
  #errors = 0;
  #warnings = 0;

  constructor(rules: RenderOptions['rules']) {
    this.#rules = rules;
  }

  /** The walk goes into an element or a component. */
  enter(node: ElementNode): void {
    this.#owners[this.owned++] = node;
  }

  /** The walk comes out of it. */
  leave(): void {
    this.owned--;
  }

  /** The innermost element or component, and at which depth it must at least be. */
  innermost(above: number): ElementNode | undefined {
    return this.owned > above ? this.#owners[this.owned - 1] : undefined;
  }

  /** A report of its own for what may yet turn out not to matter, at the place where the walk is now. */
  sketch(): Report {
    const sketch = new Report(this.#rules);
    for (let index = 0; index < this.owned; index++) sketch.enter(this.#owners[index] as ElementNode);
    return sketch;
  }

  /** Reports a fault at the place where the walk is; `at` says more exactly where it was written. */
  add(fault: Fault, at?: SourcePosition): void {
    const severity = this.#severityOf(fault);
    if (severity === 'off') return;
    if (this.#isFull(severity)) return;
    const { code, message, hint } = fault;
    const place = this.#place(at);
    this.problems.push({
      code,
      severity,
      path: place.path,
      ...(place.source === undefined ? {} : { source: place.source }),
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** True if a fault would only be counted, since as many of its severity as are kept have been found already. */
  isFullFor(fault: Pick<Fault, 'code' | 'level' | 'locked'>): boolean {
    const severity = this.#severityOf(fault);
    return severity !== 'off' && (severity === 'error' ? this.#errors : this.#warnings) >= MOST_PROBLEMS;
  }

  /** Takes over what a sketch has found. */
  adopt({ problems }: Report): void {
    for (const problem of problems) if (!this.#isFull(problem.severity)) this.problems.push(problem);
  }

  /** Counts a problem; tells whether it is beyond those that are kept. */
  #isFull(severity: Severity): boolean {
    return (severity === 'error' ? ++this.#errors : ++this.#warnings) > MOST_PROBLEMS;
  }

  /** The document is at its end: says how much was found beyond what is kept. */
  finish(): void {
    if (this.#errors > MOST_PROBLEMS) this.#omitted('error', this.#errors - MOST_PROBLEMS);
    if (this.#warnings > MOST_PROBLEMS) this.#omitted('warning', this.#warnings - MOST_PROBLEMS);
  }

  #omitted(severity: Severity, count: number): void {
    const more = count === 1 ? `is 1 more ${severity}` : `are ${count} more ${severity}s`;
    const message = `There ${more}; the first ${MOST_PROBLEMS} are kept.`;
    this.problems.push({ code: 'problems.more', severity, path: '', message });
  }

  /** The place of the innermost element or component; its nearest owner's line, where it has none of its own. */
  #place(at: SourcePosition | undefined): Place {
    let source = at;
    const owners = this.#owners.slice(0, this.owned);
    for (let index = owners.length - 1; index >= 0 && source === undefined; index--) source = owners[index]?.source;
    return { path: shortened(owners.map(nameOf).filter((name) => name !== '')).join(' > '), source };
  }

  illegalCharacter(text: string, index: number): void {
    this.add({
      code: 'text.illegal',
      message: `The character ${codePoint(text.charAt(index))} at position ${index + 1} of a text is not allowed in XML.`,
      hint: 'Remove it, or replace it, before it gets here.',
      locked: true,
    });
  }

  beyondAscii(bytes: number): void {
    this.bytesBeyondAscii += bytes;
  }

  #severityOf({ code, level = 'error', locked }: Pick<Fault, 'code' | 'level' | 'locked'>): Severity | 'off' {
    if (locked === true || this.#rules === undefined || !Object.hasOwn(this.#rules, code)) return level;
    return this.#rules[code] ?? level;
  }
}

/** Room for as many components and elements in one another as most documents have: growing takes time. */
const ROOM = 12;

/** Most problems of one severity that are kept: a long text of illegal characters has one a character. */
const MOST_PROBLEMS = 10_000;

/** Names enough to tell where it is; a recursion without end has hundreds. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 24 ? names : [...names.slice(0, 12), `… ${names.length - 18} more …`, ...names.slice(-6)];
}

/** The name of an element or component in a path; nothing for a fragment. */
export function nameOf({ type }: ElementNode): string {
  if (typeof type === 'string') return shownName(type);
  try {
    return shownName(nameOfComponent(type));
  } catch {
    // A getter or a proxy that throws when its name is read.
    return 'Anonymous';
  }
}

function nameOfComponent(type: unknown): string {
  const component = type as {
    [VERB_BRAND]?: VerbDefinition;
    [COMPONENT_KIND]?: ComponentKind;
    displayName?: unknown;
    name?: unknown;
  };
  if (component[COMPONENT_KIND]?.kind === 'fragment') return '';
  const name = component[VERB_BRAND]?.name ?? component.displayName ?? component.name;
  return typeof name === 'string' && name !== '' ? name : 'Anonymous';
}
