import type { ElementProps } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { inspect, quoted } from '../problems/inspect.js';
import type { FaultReport } from '../problems/problem.js';
import { refuse } from '../problems/refused-values.js';
import type { Finding } from '../verbs/define/attribute-rule.js';
import type { CallState } from '../verbs/define/call-state.js';
import type { ResponseContext, RuleContext, VerbRule } from '../verbs/define/verb-definition.js';
import { trimmed } from '../xml/characters.js';
import type { AttributeFaults } from './attribute-faults.js';

const NO_PROPS: ElementProps = Object.freeze({});

/** The parent of an element, as the rules of the element see it. */
export interface RuleParent {
  /** The name of the parent; empty for the document. */
  readonly name: string;
  /** The keys passed to `RuleContext.repeated` by the children so far. */
  keys: Set<string> | undefined;
}

/**
 * Returns the result of a rule's check as an array. `undefined`, `null` and `false` mean no finding, in an array too.
 *
 * @throws BxmlError (`verb.definition`) if the result is anything else without a message.
 */
function findingsOf(rule: Pick<VerbRule, 'id'>, found: unknown): readonly Finding[] {
  if (found === undefined || found === null || found === false) return [];
  if (isFinding(found)) return [found];
  if (Array.isArray(found) && found.length <= MAX_FINDINGS) return found.flatMap((one) => findingsOf(rule, one));
  refuse(found);
  throw BxmlError.of(
    'verb.definition',
    `The check of the rule ${quoted(rule.id)} returned ${inspect(found)}; expected a finding, an array of findings, or undefined.`,
    {
      hint: "Return { message: 'what is wrong' }, or undefined if nothing is. A check cannot be asynchronous.",
    },
  );
}

/** Maximum number of findings of one rule about one element. */
const MAX_FINDINGS = 10_000;

const isFinding = (found: unknown): found is Finding =>
  typeof found === 'object' && found !== null && typeof (found as Partial<Finding>).message === 'string';

/**
 * What the rules of a verb can read of one element. Performance: one object serves all elements of a render in turn.
 */
export class ElementRuleContext implements RuleContext {
  readonly context: ResponseContext;
  props: ElementProps = NO_PROPS;
  childCount = 0;
  readonly #sequence: Pick<RuleContext, 'call'>;
  #parent: RuleParent | undefined = undefined;
  #text = '';
  /** The text without white space at its ends, once a rule has read it. */
  #trimmed: string | undefined = undefined;
  #sawFaulty = false;

  /** @param sequence has the state of the call after the verbs so far */
  constructor(context: ResponseContext, sequence: Pick<RuleContext, 'call'>) {
    this.context = context;
    this.#sequence = sequence;
  }

  /** Selects an element. `text` and `childCount` are those of its children, once they are written. */
  of(
    props: ElementProps,
    faults: AttributeFaults | undefined,
    text: string,
    childCount: number,
    parent: RuleParent,
  ): this {
    this.props = faults === undefined || faults.names.size === 0 ? props : this.#watched(faults.valid, faults.names);
    this.childCount = childCount;
    this.#text = text;
    this.#parent = parent;
    this.#trimmed = undefined;
    return this;
  }

  get parent(): string {
    return this.#parent?.name ?? '';
  }

  get text(): string {
    this.#trimmed ??= trimmed(this.#text);
    return this.#trimmed;
  }

  get call(): CallState {
    return this.#sequence.call;
  }

  get repeated(): (key: string) => boolean {
    const parent = this.#parent;
    return (key) => {
      if (parent === undefined) return false;
      parent.keys ??= new Set();
      if (parent.keys.has(key)) return true;
      parent.keys.add(key);
      return false;
    };
  }

  /**
   * Runs a rule and reports what it finds, except if it read an invalid attribute, which has been reported already.
   * Returns true if the rule found nothing.
   */
  runRule(rule: VerbRule, report: FaultReport): boolean {
    this.#sawFaulty = false;
    const found: unknown = rule.check(this);
    if (found === undefined) return true;
    const findings = findingsOf(rule, found);
    if (findings.length === 0) return true;
    if (this.#sawFaulty) return false;
    for (const { message, hint } of findings) report.add({ code: rule.id, level: rule.level, message, hint });
    return false;
  }

  #watched(valid: ElementProps, faulty: ReadonlySet<string>): ElementProps {
    return new Proxy(valid, {
      get: (props, name) => {
        if (typeof name !== 'string') return undefined;
        this.#sawFaulty ||= faulty.has(name);
        return props[name];
      },
    });
  }
}
