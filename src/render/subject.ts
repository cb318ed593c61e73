import type { ElementProps } from '../../jsx-runtime/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { refuse } from '../problems/refused-values.js';
import { quoted, shown } from '../problems/shown-value.js';
import type { Finding } from '../verbs/attribute-rule.js';
import type { CallSoFar } from '../verbs/call-so-far.js';
import type { ResponseContext, RuleSubject, VerbRule } from '../verbs/verb-definition.js';
import { trimmed } from '../xml/characters.js';
import type { AttributeFaults } from './attributes.js';
import type { Frame } from './frame.js';
import type { Report } from './report.js';
import type { Walk } from './walk.js';

/**
 * Returns what the check of a rule found as a list: `undefined`, `null` and `false` are nothing, in a list too.
 *
 * @throws BxmlError (`verb.definition`) if it is something else without a message.
 */
export function findingsOf(rule: Pick<VerbRule, 'id'>, found: unknown): readonly Finding[] {
  if (found === undefined || found === null || found === false) return [];
  if (isFinding(found)) return [found];
  if (Array.isArray(found) && found.length <= MOST_FINDINGS) return found.flatMap((one) => findingsOf(rule, one));
  refuse(found);
  throw BxmlError.of(
    'verb.definition',
    `The check of the rule ${quoted(rule.id)} returned ${shown(found)}; expected a finding, an array of findings, or undefined.`,
    {
      hint: "Return { message: 'what is wrong' }, or undefined if nothing is. A check cannot be asynchronous.",
    },
  );
}

/** Most findings of one rule about one element. */
const MOST_FINDINGS = 10_000;

const isFinding = (found: unknown): found is Finding =>
  typeof found === 'object' && found !== null && typeof (found as Partial<Finding>).message === 'string';

/** What the rules of a verb get to see of one element. */
export class Subject implements RuleSubject {
  readonly props: ElementProps;
  readonly childCount: number;
  readonly parent: string;
  readonly #walk: Walk;
  readonly #frame: Frame;
  readonly #parent: Frame;
  #sawFaulty = false;

  constructor(walk: Walk, props: ElementProps, faults: AttributeFaults | undefined, frame: Frame, parent: Frame) {
    this.props = faults === undefined ? props : this.#watched(faults.sound, faults.names);
    this.childCount = frame.count;
    this.parent = parent.name;
    this.#walk = walk;
    this.#frame = frame;
    this.#parent = parent;
  }

  get text(): string {
    return trimmed(this.#frame.text);
  }

  get context(): ResponseContext {
    return this.#walk.context;
  }

  get call(): CallSoFar {
    return this.#walk.sequence.call;
  }

  get repeated(): (key: string) => boolean {
    return (key) => {
      this.#parent.keys ??= new Set();
      if (this.#parent.keys.has(key)) return true;
      this.#parent.keys.add(key);
      return false;
    };
  }

  /**
   * Reports what the rule finds; nothing where it looked at an attribute with a fault of its own: that is enough.
   * Tells whether the element keeps the rule, whatever its severity.
   */
  keeps(rule: VerbRule, report: Report): boolean {
    this.#sawFaulty = false;
    const findings = findingsOf(rule, rule.check(this));
    if (findings.length === 0) return true;
    if (this.#sawFaulty) return false;
    for (const { message, hint } of findings) report.add({ code: rule.id, level: rule.level, message, hint });
    return false;
  }

  #watched(sound: ElementProps, faulty: ReadonlySet<string>): ElementProps {
    return new Proxy(sound, {
      get: (props, name) => {
        if (typeof name !== 'string') return undefined;
        this.#sawFaulty ||= faulty.has(name);
        return props[name];
      },
    });
  }
}
