import type { ComponentKind } from '../../jsx-runtime/component-kind.js';
import type { AttributeRule } from '../verbs/attribute-rule.js';
import { plainPatterns } from '../verbs/attributes.js';
import type { ChildCount, ResponseContext, TextRule, VerbDefinition, VerbRule } from '../verbs/verb-definition.js';
import { fingerprint } from './fingerprint.js';
import { type Piece, pieceOf } from './piece.js';
import { TagPath } from './tag-path.js';

/** An attribute with everything that does not change from element to element. */
export interface CompiledAttribute {
  readonly name: string;
  readonly rule: AttributeRule;
  /** What stands before its value: ` gatherUrl="` where it is the first, `" gatherUrl="` where it follows another one. */
  readonly first: Piece;
  readonly next: Piece;
  /** Texts up to this length need no check; -1 where all do. */
  readonly freeUpTo: number;
  /** Its bit in a set of attributes; 0 for those beyond the thirtieth, which are in no set. */
  readonly bit: number;
}

/** Remembers the text of an element with text content, once it has come twice in a row and is sound, plain and short. */
class ConstantText {
  known: Piece | undefined = undefined;
  #candidate = 0;
  #misses = 0;

  remember(text: string): void {
    if (text.length > 64 || this.#misses > 100) return;
    const candidate = fingerprint(text);
    if (candidate === this.#candidate) this.known = pieceOf(text);
    else this.#misses++;
    this.#candidate = candidate;
  }
}

/** A rule over attributes alone, with the set of those that call for it. */
export interface CompiledAttributesRule {
  readonly rule: VerbRule;
  /** Any of these bits calls for it; 0 where a set cannot tell. */
  readonly bits: number;
}

const DEFAULT_PARENTS = ['Response', 'Bxml'];

/** A verb with everything that does not change from element to element. */
export class CompiledVerb {
  readonly by = SELF;
  readonly name: string;
  readonly definition: VerbDefinition;
  readonly content: NonNullable<VerbDefinition['content']>;
  readonly isRoot: boolean;
  readonly attributes: ReadonlyMap<string, CompiledAttribute>;
  readonly required: readonly CompiledAttribute[];
  /** The required attributes as a set; `undefined` where a set cannot hold them all. */
  readonly requiredBits: number | undefined;
  /** The names of the attributes that hold a password. */
  readonly secrets: readonly string[];
  readonly parents: readonly string[];
  readonly attributesRules: readonly CompiledAttributesRule[];
  /** The attributes that any of them is about, as a set; all, where a set cannot tell. */
  readonly askedAbout: number;
  readonly elementRules: readonly VerbRule[];
  readonly lastRules: readonly VerbRule[];
  /** Bounds on the number of children of one name. */
  readonly counted: readonly (readonly [name: string, bounds: ChildCount])[];
  readonly text: TextRule | undefined;
  /** A pattern of the text that only plain ASCII with nothing to escape can fit. */
  readonly plainText: RegExp | undefined;
  readonly effect: VerbDefinition['effect'];
  /** It answers a call that nobody has answered. */
  readonly answers: boolean;
  /** It ends the document: always, or where this attribute is given. */
  readonly endsAlways: boolean;
  readonly endsWhen: string | undefined;
  /** The bit of that attribute: to look for it in a set takes a tenth of what it takes to look for it in the props. */
  readonly endsBit: number;
  /** True if the next verb runs at once: it does not keep the call up, unless the attribute `holdsWhen` is set. */
  readonly isInstant: boolean;
  readonly holdsWhen: string | undefined;
  /** Nothing is wrong with it where it has no children, as far as they go. */
  readonly mayBeEmpty: boolean;
  /** There are bounds on the number of children. */
  readonly isCounting: boolean;
  /** There are rules to be asked once its children are written, or bounds on their number. */
  readonly isChecked: boolean;
  /** Verbs before or after it in a document can be told of it. */
  readonly isNoted: boolean;
  /** The ids of rules that carry the verb's name begin so: `startGather`. */
  readonly idPrefix: string;
  readonly open: Piece;
  readonly close: Piece;
  /** The opening tags written so far, see `TagPath`. */
  readonly tags: TagPath;
  /** The constant text that it last held. */
  readonly texts = new ConstantText();
  /** The two verbs in which this one was last found to be in its place. */
  fineIn: CompiledVerb | undefined = undefined;
  alsoFineIn: CompiledVerb | undefined = undefined;

  constructor(definition: VerbDefinition) {
    const { name, rules = [], content = 'none', children = {} } = definition;
    this.name = name;
    this.definition = definition;
    this.content = content;
    this.isRoot = definition.root === true;
    this.attributes = new Map(Object.entries(definition.attributes).map(compiledAttribute));
    this.required = [...this.attributes.values()].filter(({ rule }) => rule.required === true);
    this.requiredBits = bitsOf(this.required);
    this.secrets = [...this.attributes.values()].filter(isSecret).map(({ name }) => name);
    this.parents = definition.parents ?? DEFAULT_PARENTS;
    this.attributesRules = rules.flatMap((rule) => (isAboutAttributes(rule) ? this.#attributesRule(rule) : []));
    this.askedAbout = this.attributesRules.reduce((all, { bits }) => (bits === 0 ? -1 : all | bits), 0);
    this.elementRules = rules.filter((rule) => rule.when !== 'last' && !isAboutAttributes(rule));
    this.lastRules = rules.filter(({ when }) => when === 'last');
    this.counted = Object.entries(children).filter(([, { min, max }]) => min !== undefined || max !== undefined);
    this.text = definition.text;
    const pattern = definition.text?.pattern;
    this.plainText = pattern !== undefined && plainPatterns.has(pattern) ? pattern : undefined;
    this.effect = definition.effect;
    this.answers = definition.answers === true;
    const { instant, terminal } = definition;
    this.endsAlways = terminal === 'always';
    this.endsWhen = typeof terminal === 'object' ? terminal.when : undefined;
    this.endsBit = this.attributes.get(this.endsWhen ?? '')?.bit ?? 0;
    this.isInstant = instant !== undefined;
    this.holdsWhen = typeof instant === 'object' ? instant.unless : undefined;
    this.isCounting = this.counted.length > 0 || definition.childTotal !== undefined;
    this.mayBeEmpty = content === 'none' || content === 'verbs';
    this.isChecked = this.isCounting || this.elementRules.length > 0;
    this.isNoted =
      this.effect !== undefined || terminal !== undefined || this.holdsWhen !== undefined || this.lastRules.length > 0;
    this.idPrefix = name.charAt(0).toLowerCase() + name.slice(1);
    this.open = pieceOf(`<${name}`);
    this.close = pieceOf(`</${name}>`);
    this.tags = new TagPath(this.open, this.attributes);
  }

  #attributesRule(rule: VerbRule): CompiledAttributesRule {
    const about = (rule.about ?? []).map((name) => this.attributes.get(name) ?? { bit: 0 });
    return { rule, bits: bitsOf(about) ?? 0 };
  }
}

function compiledAttribute([name, rule]: [string, AttributeRule], index: number): [string, CompiledAttribute] {
  return [
    name,
    {
      name,
      rule,
      first: pieceOf(` ${name}="`),
      next: pieceOf(`" ${name}="`),
      freeUpTo: freeUpTo(rule),
      bit: index < 30 ? 1 << index : 0,
    },
  ];
}

function freeUpTo(rule: AttributeRule): number {
  return rule.type !== 'string' || rule.pattern !== undefined ? -1 : (rule.maxLength ?? Number.MAX_SAFE_INTEGER);
}

/** True if messages print `***` for the attribute. */
const isSecret = ({ rule }: CompiledAttribute): boolean => rule.type === 'string' && rule.secret === true;

/** The set of attributes; `undefined` where one of them is in no set. */
function bitsOf(attributes: readonly { readonly bit: number }[]): number | undefined {
  let bits = 0;
  for (const { bit } of attributes) {
    if (bit === 0) return undefined;
    bits |= bit;
  }
  return bits;
}

const isAboutAttributes = ({ about, when }: VerbRule): boolean => about !== undefined && when !== 'last';

/** Marks what this copy of the package has compiled: another one may be of another version. */
const SELF = {};

/** The compiled form of a verb, made once a verb. */
export function compiledVerb(kind: ComponentKind): CompiledVerb {
  const { compiled } = kind;
  if (compiled?.by === SELF) return compiled as CompiledVerb;
  // A kind `verb` is of a definition: see `defineVerb`.
  const verb = new CompiledVerb(kind.of as VerbDefinition);
  kind.compiled = verb;
  return verb;
}

/** The rule that a verb breaks by standing in an answer that does not allow it. */
export function contextRuleId(idPrefix: string, context: ResponseContext): string {
  return `${idPrefix}.not-in-${context}`;
}

/** Whether one element may stand directly inside another. */
export function mayStandIn(child: CompiledVerb, parent: CompiledVerb): boolean {
  if (child.parents.includes(parent.name)) return true;
  const { children } = parent.definition;
  return children !== undefined && Object.hasOwn(children, child.name);
}
