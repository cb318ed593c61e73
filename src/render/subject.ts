import type { ElementProps } from '../../jsx-runtime/element.js';
import type { CallSoFar } from '../verbs/call-so-far.js';
import type { ResponseContext, RuleSubject, VerbRule } from '../verbs/verb-definition.js';
import { trimmed } from '../xml/characters.js';
import type { WrittenAttributes } from './attributes.js';
import type { Frame } from './frame.js';
import type { Fault } from './report.js';
import type { Walk } from './walk.js';

/** What the rules of a verb get to see of one element. */
export class Subject implements RuleSubject {
  readonly props: ElementProps;
  readonly text: string;
  readonly childCount: number;
  readonly parent: string;
  readonly context: ResponseContext;
  readonly call: CallSoFar;
  /** An attribute has a fault of its own, so that nobody knows what the element was meant to do. */
  readonly faulty: boolean;
  readonly #parent: Frame;
  #sawFaulty = false;

  constructor(walk: Walk, { sound, faulty }: WrittenAttributes, frame: Frame, parent: Frame) {
    this.props = faulty === undefined ? sound : this.#watched(sound, faulty);
    this.text = trimmed(frame.text);
    this.childCount = frame.count;
    this.parent = parent.name;
    this.context = walk.context;
    this.call = walk.sequence.call;
    this.faulty = faulty !== undefined;
    this.#parent = parent;
  }

  repeated(key: string): boolean {
    this.#parent.keys ??= new Set();
    if (this.#parent.keys.has(key)) return true;
    this.#parent.keys.add(key);
    return false;
  }

  /** What the rule finds; nothing where it looked at an attribute that has a fault already: one fault, one problem. */
  faultsOf(rule: VerbRule): Fault[] {
    this.#sawFaulty = false;
    const found = rule.check(this);
    if (found === undefined || this.#sawFaulty) return [];
    return [found].flat().map((finding) => ({ code: rule.id, level: rule.level, ...finding }));
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
