// The rules of verbs and the order in which verbs run, as the plain renderer sees them.
import { type CallSoFar, newCall } from '../../src/verbs/call-so-far.js';
import type { RuleSubject, VerbDefinition, VerbRule } from '../../src/verbs/verb-definition.js';
import type { Inside, PlainFault } from './plain-inside.js';
import type { PlainWalk } from './plain-renderer.js';

/** One element as its rules see it. */
export interface Asked {
  readonly sound: Readonly<Record<string, unknown>>;
  readonly faulty: ReadonlySet<string>;
  readonly inside: Inside;
  readonly around: Inside;
}

/** Reports what the rules find that are meant; a rule that looks at a faulty attribute is not heard. */
export function askRules(
  walk: PlainWalk,
  { rules = [] }: VerbDefinition,
  asked: Asked,
  isMeant: (rule: VerbRule) => boolean,
): void {
  for (const rule of rules) {
    if (rule.when !== 'last' && isMeant(rule)) for (const fault of findings(walk, rule, asked)) walk.report(fault);
  }
}

function findings(walk: PlainWalk, rule: VerbRule, { sound, faulty, inside, around }: Asked): PlainFault[] {
  const isCalledFor = rule.about?.some((name) => Object.hasOwn(sound, name) || faulty.has(name)) ?? true;
  if (!isCalledFor) return [];
  let sawFaulty = false;
  const props = new Proxy(sound, {
    get(target, name) {
      if (typeof name === 'string' && faulty.has(name)) sawFaulty = true;
      return Reflect.get(target, name);
    },
  });
  const subject: RuleSubject = {
    props,
    text: inside.text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
    childCount: inside.children.length,
    parent: around.definition?.name ?? '',
    context: walk.options.context ?? 'call',
    call: walk.sequence.call,
    repeated(key) {
      const isThere = around.keys.has(key);
      around.keys.add(key);
      return isThere;
    },
  };
  const found = rule.check(subject);
  if (found === undefined || sawFaulty) return [];
  return [found].flat().map(() => ({ code: rule.id, level: rule.level }));
}

/** The verbs of a document in the order in which they run. */
export class Sequence {
  readonly call: CallSoFar = newCall();
  readonly #walk: PlainWalk;
  #endedBy: VerbDefinition | undefined;
  #isSaid = false;
  #ifLast: (() => void) | undefined;

  constructor(walk: PlainWalk) {
    this.#walk = walk;
  }

  begin(): void {
    this.#ifLast = undefined;
    if (this.#endedBy === undefined || this.#isSaid) return;
    this.#isSaid = true;
    this.#walk.report({ code: this.#endedBy.names?.unreachable ?? 'verb.unreachable', level: 'warning' });
  }

  end(definition: VerbDefinition, props: Readonly<Record<string, unknown>>, asked: Asked): void {
    const { terminal = 'never', effect, rules = [] } = definition;
    if (asked.faulty.size === 0) effect?.(this.call, props);
    const ends = terminal === 'always' || (terminal !== 'never' && props[terminal.when] != null);
    if (ends) this.#endedBy ??= definition;
    const last = rules.filter(({ when }) => when === 'last');
    if (last.length === 0) return;
    const owners = [...this.#walk.owners];
    const found = last.flatMap((rule) => findings(this.#walk, rule, asked));
    this.#ifLast = () => {
      const now = this.#walk.owners.splice(0, this.#walk.owners.length, ...owners);
      for (const fault of found) this.#walk.report(fault);
      this.#walk.owners.splice(0, owners.length, ...now);
    };
  }

  finish(): void {
    this.#ifLast?.();
  }
}
