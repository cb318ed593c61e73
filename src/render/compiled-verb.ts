import type { ComponentKind } from '../jsx/element.js';
import { bitsOf, type CompiledAttribute, compiledAttribute, isPlainPattern } from '../values/compiled-attribute.js';
import { KnownTexts } from '../values/known-texts.js';
import type {
  ChildCount,
  ResponseContext,
  TextRule,
  VerbDefinition,
  VerbRule,
} from '../verbs/define/verb-definition.js';
import { AttributePath, TagText } from './attribute-path.js';

/** What a document begins with. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

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
  /** The attributes that any of them is about, as a set. */
  readonly askedAbout: number;
  /** A set cannot tell whether one of them is called for. */
  readonly asksAlways: boolean;
  readonly elementRules: readonly VerbRule[];
  readonly lastRules: readonly VerbRule[];
  /** Bounds on the number of children of one name. */
  readonly counted: readonly (readonly [name: string, bounds: ChildCount])[];
  readonly text: TextRule | undefined;
  /** True if the text is a URL, and nothing more is asked of it. */
  readonly isUrlText: boolean;
  /** A pattern of the text that only plain ASCII with nothing to escape can fit. */
  readonly plainText: RegExp | undefined;
  readonly effect: VerbDefinition['effect'];
  /** It answers a call that nobody has answered. */
  readonly answers: boolean;
  /** It ends the document: always, or where this attribute is given. */
  readonly endsAlways: boolean;
  readonly endsWhen: string | undefined;
  /** True if the next verb runs at once: it does not keep the call up, unless the attribute `holdsWhen` is set. */
  readonly isInstant: boolean;
  readonly holdsWhen: string | undefined;
  /** Nothing is wrong with it where it has no children, as far as they go. */
  readonly mayBeEmpty: boolean;
  /** There are bounds on the number of children. */
  readonly isCounting: boolean;
  /** Rules look at its children as a whole, so they are counted even if they are text alone. */
  readonly usesScope: boolean;
  /** There are rules to be asked once its children are written, or bounds on their number. */
  readonly isChecked: boolean;
  /** Verbs before or after it in a document can be told of it. */
  readonly isNoted: boolean;
  /** The ids of rules that carry the verb's name begin so: `startGather`. */
  readonly idPrefix: string;
  readonly open: string;
  readonly close: string;
  /** The orders in which its attributes were written so far. */
  readonly path: AttributePath<CompiledAttribute>;
  /** The start of its tag where nothing precedes it: the declaration is part of it. */
  readonly documentStart: TagText<CompiledAttribute>;
  /** Texts of its content that are written as they are. */
  readonly knownText = new KnownTexts();
  /** The verb in which this one was last found to be in its place. */
  placedIn: CompiledVerb | undefined = undefined;

  constructor(definition: VerbDefinition) {
    const { name, rules = [], content = 'none', children = {} } = definition;
    this.name = name;
    this.definition = definition;
    this.content = content;
    this.isRoot = definition.root === true;
    this.attributes = new Map(Object.entries(definition.attributes).map(compiledAttribute));
    this.required = [...this.attributes.values()].filter(({ rule }) => rule.required === true);
    this.requiredBits = bitsOf(this.required);
    this.secrets = [...this.attributes.values()].filter(({ isSecret }) => isSecret).map(({ name }) => name);
    this.parents = definition.parents ?? DEFAULT_PARENTS;
    this.attributesRules = rules.flatMap((rule) => (isAboutAttributes(rule) ? this.#attributesRule(rule) : []));
    this.askedAbout = this.attributesRules.reduce((all, { bits }) => all | bits, 0);
    this.asksAlways = this.attributesRules.some(({ bits }) => bits === 0);
    this.elementRules = rules.filter((rule) => rule.when !== 'last' && !isAboutAttributes(rule));
    this.lastRules = rules.filter(({ when }) => when === 'last');
    this.counted = Object.entries(children).filter(([, { min, max }]) => min !== undefined || max !== undefined);
    this.text = definition.text;
    const pattern = definition.text?.pattern;
    this.isUrlText =
      definition.text?.type === 'url' && pattern === undefined && definition.text.safeLength === undefined;
    this.plainText = isPlainPattern(pattern) && definition.text?.safeLength === undefined ? pattern : undefined;
    this.effect = definition.effect;
    this.answers = definition.answers === true;
    const { instant, terminal } = definition;
    this.endsAlways = terminal === 'always';
    this.endsWhen = typeof terminal === 'object' ? terminal.when : undefined;
    this.isInstant = instant !== undefined;
    this.holdsWhen = typeof instant === 'object' ? instant.unless : undefined;
    this.isCounting = this.counted.length > 0 || definition.childTotal !== undefined;
    this.mayBeEmpty = content === 'none' || content === 'verbs';
    this.isChecked = this.isCounting || this.elementRules.length > 0;
    this.usesScope = this.isChecked || this.lastRules.length > 0;
    this.isNoted =
      this.effect !== undefined || terminal !== undefined || this.holdsWhen !== undefined || this.lastRules.length > 0;
    this.idPrefix = name.charAt(0).toLowerCase() + name.slice(1);
    this.open = `<${name}`;
    this.close = `</${name}>`;
    this.path = new AttributePath(name, this.attributes);
    this.documentStart = new TagText(DECLARATION + this.open);
  }

  #attributesRule(rule: VerbRule): CompiledAttributesRule {
    const about = (rule.about ?? []).map((name) => this.attributes.get(name) ?? { bit: 0 });
    return { rule, bits: bitsOf(about) ?? 0 };
  }
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
