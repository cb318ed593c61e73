import type { AttributeRules, Finding, RulesFor } from './attribute-rule.js';
import type { CallState } from './call-state.js';

/** The use of a document: for a call, a conference event, or the called party of a transfer before the legs are connected. */
export type ResponseContext = 'call' | 'conference' | 'transferAnswer';

/** The severity of a problem. */
export type Severity = 'error' | 'warning';

/**
 * The data of one element that the check of a rule receives. An invalid attribute is not in `props`, and the findings of
 * a rule that read it are dropped, so that one mistake is reported as one problem.
 *
 * @example
 * const isAlone = ({ childCount, parent }: RuleContext) => childCount === 0 && parent === 'Response';
 */
export interface RuleContext<P = Record<string, unknown>> {
  /** The valid attributes. Both `null` and `undefined` mean that an attribute is not set. */
  readonly props: Readonly<Partial<P>>;
  /** The trimmed text of an element with `content: 'text'`; otherwise empty. */
  readonly text: string;
  /** The number of child elements. */
  readonly childCount: number;
  /** The name of the parent element; empty for a root. */
  readonly parent: string;
  /** The use of the document. */
  readonly context: ResponseContext;
  /** The state of the call after the earlier verbs of the document. */
  readonly call: CallState;
  /** Returns true if the check of an earlier sibling called this method with the same key. */
  repeated(key: string): boolean;
}

/** A rule of a verb that depends on more than one attribute, or on the context. */
export interface VerbRule<P = Record<string, unknown>> {
  /** Stable id, such as `gather.repeat`; the `rules` option of `render` changes its severity. */
  readonly id: string;
  readonly level: Severity;
  /**
   * Runs the check only if one of these attributes is set. Such a check must depend only on `props`, because its result is
   * reused for identical tags. Default: the check always runs and may use the whole context.
   */
  readonly about?: readonly string[] | undefined;
  /**
   * With `last`, the check runs only if no later verb keeps the call up (see `instant`), so that the document ends right
   * after this verb. Default: `always`.
   */
  readonly when?: 'always' | 'last' | undefined;
  /**
   * Returns one or more findings, or `undefined`, `null` or `false` if there are none. Called after the
   * attributes and children of the element were checked, for a document with problems twice.
   */
  check(context: RuleContext<P>): Finding | readonly Finding[] | false | null | undefined;
}

/** The rule for the text of an element with text content. */
export interface TextRule {
  /** True if the text must not be missing or blank. Default: true. */
  readonly required?: boolean | undefined;
  /** The pattern of the text without white space at both ends. */
  readonly pattern?: RegExp | undefined;
  /** With `url`, the text must be an absolute or relative http or https URL. */
  readonly type?: 'url' | undefined;
  /**
   * Maximum length in code points that is known to work. Longer text is reported as a warning. Default: no limit.
   */
  readonly safeLength?: number | undefined;
  /** A description of the text that ends a message: "expected …". */
  readonly expected: string;
  /** Returns a hint for text that is too long or does not match `pattern`, or `undefined`. */
  readonly hint?: ((text: string) => string | undefined) | undefined;
  /** The rule id of the problem for missing text. Default: `attribute.required`. */
  readonly missing?: string | undefined;
  /** The rule id of the problem for invalid text. Default: `attribute.pattern`. */
  readonly malformed?: string | undefined;
  /** The rule id of the problem for text longer than `safeLength`. Default: `attribute.length`. */
  readonly tooLong?: string | undefined;
}

/** The allowed number of children with one name, or of all children. */
export interface ChildCount {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** The rule id of the problem for a wrong number. Default: `nesting.child`. */
  readonly rule?: string | undefined;
}

/** Rule ids that replace the general ones for one element. */
export interface RuleNames {
  /** For an unknown attribute. Default: `attribute.unknown`. */
  readonly unknownAttribute?: string | undefined;
  /** For text that is not allowed. Default: `nesting.child`. */
  readonly strayText?: string | undefined;
  /** For a child that is not allowed. Default: `nesting.child`. */
  readonly child?: string | undefined;
  /** For this element inside a parent that does not allow it. Takes precedence over the `child` of the parent. */
  readonly parent?: string | undefined;
  /** For verbs after this one that never run. Default: `verb.unreachable`. */
  readonly unreachable?: string | undefined;
}

/**
 * What can check a rule that rendering cannot: `call`, the state of the call; `file`, the audio file; `parser`, the parser
 * of the document. A `remark` is never checked.
 */
export type CheckedBy = 'call' | 'file' | 'parser' | 'remark';

/** The kinds of element content. */
export const contents = ['none', 'text', 'speech', 'verbs'] as const;

/** The definition of a verb, except its name and attributes. */
export interface VerbTraits<P = Record<string, unknown>> {
  /**
   * The content: `none`; plain `text`, see the `text` option; `speech`, text with SSML; or `verbs`, other elements, see the
   * `children` option. Default: `none`.
   */
  readonly content?: (typeof contents)[number] | undefined;
  /** The rule of the text, with `content: 'text'`. */
  readonly text?: TextRule | undefined;
  /** The allowed child elements and their number, with `content: 'verbs'`; in addition to verbs that list it in `parents`. */
  readonly children?: Readonly<Record<string, ChildCount>> | undefined;
  /** The allowed total number of children. */
  readonly childTotal?: ChildCount | undefined;
  /** The allowed parents, in addition to the elements that list it in `children`. Default: `['Response', 'Bxml']`. */
  readonly parents?: readonly string[] | undefined;
  /** True if it is the root of a document. */
  readonly root?: boolean | undefined;
  /** Contexts in which it is an error (`false`), or not on Bandwidth's list of allowed verbs (`'unlisted'`, a warning). */
  readonly contexts?: { readonly [C in Exclude<ResponseContext, 'call'>]?: false | 'unlisted' } | undefined;
  /** When the verbs after it do not run: `never`, `always`, or if an attribute is set. Default: `never`. */
  readonly terminal?: 'never' | 'always' | { readonly when: keyof P & string } | undefined;
  /**
   * True if the next verb runs immediately, so that this verb does not keep the call up. With `unless`, only if that
   * attribute is missing or false. Default: the verb takes time or hands the call off.
   */
  readonly instant?: true | { readonly unless: keyof P & string } | undefined;
  /** Rule ids that replace the general ones. */
  readonly names?: RuleNames | undefined;
  /** Rules that depend on more than one attribute, or on the context. */
  readonly rules?: readonly VerbRule<P>[] | undefined;
  /** The ids of rules that rendering does not check, each with what can check it. */
  readonly notChecked?: Readonly<Record<string, CheckedBy>> | undefined;
  /** True if it answers a call that has not been answered. Default: false. */
  readonly answers?: boolean | undefined;
  /** Updates the state of the call for the rules of later verbs. */
  effect?(call: CallState, props: Readonly<Partial<P>>): void;
}

/** The definition that `defineVerb` accepts for props with the interface `P`. The rules must match the interface. */
export interface DefinitionFor<P> extends VerbTraits<NoInfer<P>> {
  readonly attributes: [P] extends [never] ? never : RulesFor<NoInfer<P>>;
}

/** A complete definition of a verb. */
export interface VerbDefinition extends VerbTraits {
  readonly name: string;
  readonly attributes: AttributeRules;
}
