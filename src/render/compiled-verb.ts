import type { ComponentKind } from '../jsx/element.js';
import { AttributePath, TagText } from '../values/attribute-path.js';
import { bitsOf, type CompiledAttribute, compiledAttribute, isPlainPattern } from '../values/compiled-attribute.js';
import { KnownTexts } from '../values/known-texts.js';
import type {
  ChildCount,
  ResponseContext,
  TextRule,
  VerbDefinition,
  VerbRule,
} from '../verbs/define/verb-definition.js';

/** The XML declaration that every document begins with. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** A rule that reads attributes only, with the bits of the attributes that trigger it. */
export interface CompiledAttributesRule {
  readonly rule: VerbRule;
  /** The rule runs if any of these bits is set; 0 if it always runs. */
  readonly bits: number;
}

const DEFAULT_PARENTS = ['Response', 'Bxml'];

/** A verb's definition, prepared once for rendering. */
export class CompiledVerb {
  readonly by = SELF;
  readonly name: string;
  readonly definition: VerbDefinition;
  readonly content: NonNullable<VerbDefinition['content']>;
  readonly isRoot: boolean;
  readonly attributes: ReadonlyMap<string, CompiledAttribute>;
  readonly required: readonly CompiledAttribute[];
  /** The required attributes as a bit set; `undefined` if one of them has no bit. */
  readonly requiredBits: number | undefined;
  /** The names of the attributes whose value is a password. */
  readonly secrets: readonly string[];
  readonly parents: readonly string[];
  readonly attributesRules: readonly CompiledAttributesRule[];
  /** The attributes that trigger a rule of `attributesRules`, as a bit set. */
  readonly askedAbout: number;
  /** True if a rule of `attributesRules` always runs. */
  readonly asksAlways: boolean;
  readonly elementRules: readonly VerbRule[];
  readonly lastRules: readonly VerbRule[];
  /** True if one of `lastRules` is an error. */
  readonly mustNotBeLast: boolean;
  /** Limits on the number of children, by child name. */
  readonly counted: readonly (readonly [name: string, bounds: ChildCount])[];
  readonly text: TextRule | undefined;
  /** True if the text must be a URL and has no other rule. */
  readonly isUrlText: boolean;
  /** The pattern of the text, if only ASCII without characters to escape can match it. */
  readonly plainText: RegExp | undefined;
  /** Maximum length of a text that is valid whatever it says, unless it is blank; -1 if there is none. */
  readonly freeLength: number;
  readonly effect: VerbDefinition['effect'];
  /** True if the verb answers a call that is not answered yet. */
  readonly answers: boolean;
  /** True if no verb after it runs. */
  readonly endsAlways: boolean;
  /** The attribute with which it ends the document, if it does not always. */
  readonly endsWhen: string | undefined;
  /** True if the next verb runs at once: it does not keep the call up, unless the attribute `holdsWhen` is set. */
  readonly isInstant: boolean;
  readonly holdsWhen: string | undefined;
  /** True if an element without children needs no check of its children. */
  readonly mayBeEmpty: boolean;
  /** True if rules or limits are checked after the children are written. */
  readonly isChecked: boolean;
  /** True if it matters to the verbs before or after it in the document. */
  readonly isNoted: boolean;
  /** The prefix of rule ids that contain the verb's name, such as `startGather`. */
  readonly idPrefix: string;
  readonly open: string;
  readonly close: string;
  /** The orders in which its attributes have been written so far. */
  readonly path: AttributePath<CompiledAttribute>;
  /** The start of its tag at the start of a document, including the XML declaration. */
  readonly documentStart: TagText<CompiledAttribute>;
  /** Texts of its content that need no escaping. */
  readonly knownText = new KnownTexts();
  /** The parent in which this verb was last found to be allowed. */
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
    this.mustNotBeLast = this.lastRules.some(({ level }) => level === 'error');
    this.counted = Object.entries(children).filter(([, { min, max }]) => min !== undefined || max !== undefined);
    this.text = definition.text;
    const { pattern, type, safeLength = Number.POSITIVE_INFINITY } = definition.text ?? {};
    const isEndless = safeLength === Number.POSITIVE_INFINITY;
    this.isUrlText = type === 'url' && pattern === undefined && isEndless;
    this.plainText = isPlainPattern(pattern) && isEndless ? pattern : undefined;
    this.freeLength = pattern === undefined && type === undefined ? safeLength : -1;
    this.effect = definition.effect;
    this.answers = definition.answers === true;
    const { instant, terminal } = definition;
    this.endsAlways = terminal === 'always';
    this.endsWhen = typeof terminal === 'object' ? terminal.when : undefined;
    this.isInstant = instant !== undefined;
    this.holdsWhen = typeof instant === 'object' ? instant.unless : undefined;
    this.mayBeEmpty = content === 'none' || content === 'verbs';
    this.isChecked = this.counted.length > 0 || definition.childTotal !== undefined || this.elementRules.length > 0;
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

/** Identifies what this copy of the package compiled; another copy may be of another version. */
const SELF = {};

/** Returns the compiled form of a verb, which is created once; `undefined` for other built-in components. */
export function compiledVerb(kind: ComponentKind): CompiledVerb | undefined {
  const { compiled } = kind;
  if (compiled !== undefined && compiled.by === SELF) return compiled as CompiledVerb;
  if (kind.kind !== 'verb') return undefined;
  // `defineVerb` creates kinds of type `verb` with a definition.
  const verb = new CompiledVerb(kind.of as VerbDefinition);
  kind.compiled = verb;
  return verb;
}

/** Returns the id of the rule against a verb in a response of that context. */
export function contextRuleId(idPrefix: string, context: ResponseContext): string {
  return `${idPrefix}.not-in-${context}`;
}

/** True if one element is allowed directly inside another. */
export function mayStandIn(child: CompiledVerb, parent: CompiledVerb): boolean {
  if (child.parents.includes(parent.name)) return true;
  const { children } = parent.definition;
  return children !== undefined && Object.hasOwn(children, child.name);
}
