import { providedValueOf } from '../components/component.js';
import { ComponentRuns } from '../components/component-runs.js';
import type { Context, ProvidedValues } from '../components/context.js';
import { type AbortSignalLike, contentOf, type SettledElement } from '../components/resolve.js';
import type { ComponentKind, ElementNode } from '../jsx/element.js';
import type { Fault, FaultReport } from '../problems/problem.js';
import { type CallState, newCall } from '../verbs/define/call-state.js';
import type { ResponseContext } from '../verbs/define/verb-definition.js';
import type { CharacterReport } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import { MAX_DOCUMENT_BYTES } from './document-rules.js';
import { ElementRuleContext, type RuleParent } from './rule-context.js';

// Performance: most documents are valid. The first pass writes a tree without keeping where an element is in it, and stops
// at the first problem. Then the walk (`walk.ts`) starts again at the root, and finds all problems with their paths. The
// first pass may stop at anything else that is rare, because the walk decides.

/** Thrown to stop the first pass. */
const STOPPED = new Error('stopped');

/** Stops the first pass. */
export function stop(): never {
  throw STOPPED;
}

/** Maximum number of items of arrays. */
const MAX_ITEMS = 100_000;

/** Maximum number of nested arrays, elements and components. The limit of the walk, which counts some twice, is higher. */
const MAX_LEVELS = 150;

/** The state of the first pass. Each function that writes receives the document so far and returns it with its part. */
export class FirstPass implements FaultReport, CharacterReport, RuleParent {
  readonly context: ResponseContext;
  /** True if warnings are ignored. */
  private readonly isQuiet: boolean;
  private readonly signal: AbortSignalLike | undefined;
  /** The results of the components that have run. */
  runs: ComponentRuns | undefined = undefined;
  provided: ProvidedValues | undefined = undefined;
  /** Number of warnings that were ignored. */
  ignored = 0;
  extraBytes = 0;
  private itemsLeft = MAX_ITEMS;
  /** The element around the children that are written: its name, and the number of children so far. */
  name = '';
  count = 0;
  /** The number of children by name, if it is limited. */
  counts: Map<string, number> | undefined = undefined;
  keys: Set<string> | undefined = undefined;
  /** The text of the latest element with text content. */
  text = '';
  /** True if the speech so far has words. */
  spoken = false;
  /** True if a verb has ended the document. */
  private hasEnded = false;
  /** True if a verb so far has rules that apply if the document ends after it. */
  private mustGoOn = false;
  private answeredBy: string | undefined = undefined;
  private state: CallState | undefined = undefined;
  private rules: ElementRuleContext | undefined = undefined;

  /** @param signal when it aborts, no further component runs */
  constructor(context: ResponseContext, isQuiet: boolean, signal?: AbortSignalLike | undefined) {
    this.context = context;
    this.isQuiet = isQuiet;
    this.signal = signal;
  }

  get ruleContext(): ElementRuleContext {
    this.rules ??= new ElementRuleContext(this.context, this);
    return this.rules;
  }

  /** State of the call after the verbs so far. */
  get call(): CallState {
    this.state ??= newCall();
    this.state.answeredBy ??= this.answeredBy;
    return this.state;
  }

  /** Stops at a problem, unless it is a warning and warnings are ignored. */
  add({ level }: Pick<Fault, 'level'>): void {
    if (level !== 'warning' || !this.isQuiet) stop();
    this.ignored++;
  }

  illegalCharacter(): void {
    stop();
  }

  /** Stops at a tree that is too deep, and at a document that is too large. */
  enter(depth: number, out: string): void {
    if (depth > MAX_LEVELS || out.length > MAX_DOCUMENT_BYTES) stop();
  }

  /** Counts an item of an array. */
  item(): void {
    if (--this.itemsLeft < 0) stop();
  }

  /** Returns the content of a component, a fragment or a provider. The caller restores `provided` after it. */
  contentOf(kind: ComponentKind | undefined, node: ElementNode, settled: SettledElement | undefined): unknown {
    if (kind === undefined) {
      if (this.signal?.aborted) stop();
      this.runs ??= new ComponentRuns();
      const result = settled === undefined ? this.runs.run(node, this.provided) : settled.content;
      return result === undefined ? stop() : result;
    }
    if (kind.kind === 'provider') {
      const context = kind.of as Context<unknown>;
      this.provided = { context, value: providedValueOf(node), outer: this.provided };
    }
    return contentOf(node, settled);
  }

  /** Called before a verb of the document. */
  begin(verb: CompiledVerb): void {
    if (!verb.isInstant) this.mustGoOn = false;
    if (this.hasEnded && !this.isQuiet) stop();
  }

  /** Called after a verb of the document that is valid. */
  end(verb: CompiledVerb, props: ElementNode['props']): void {
    if (verb.answers) this.answeredBy ??= verb.name;
    if (!verb.isNoted) return;
    const { effect, endsWhen, holdsWhen } = verb;
    if (holdsWhen !== undefined && (props[holdsWhen] ?? false) !== false) this.mustGoOn = false;
    effect?.(this.call, props);
    if (verb.endsAlways || (endsWhen !== undefined && props[endsWhen] != null)) this.hasEnded = true;
    if (this.isQuiet ? verb.mustNotBeLast : verb.lastRules.length > 0) this.mustGoOn = true;
  }

  /** Called after the last verb of the document. */
  finish(): void {
    if (this.mustGoOn) stop();
  }
}
