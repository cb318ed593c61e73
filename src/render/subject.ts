import type { ElementProps } from '../../jsx-runtime/element.js';
import type { CallSoFar } from '../verbs/call-so-far.js';
import type { ResponseContext, RuleSubject, VerbRule } from '../verbs/verb-definition.js';
import { trimmed } from '../xml/characters.js';
import type { AttributeFaults } from './attributes.js';
import type { Frame } from './frame.js';
import type { Report } from './report.js';
import type { Walk } from './walk.js';

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
    const found = rule.check(this);
    if (found === undefined) return true;
    if (this.#sawFaulty) return false;
    const findings = [found].flat();
    for (const finding of findings) report.add({ code: rule.id, level: rule.level, ...finding });
    return findings.length === 0;
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
