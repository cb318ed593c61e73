import type { AttributeRules, Finding, RulesFor } from './attribute-rule.js';
import type { CallState } from './call-state.js';

/** What an answer is for: a call, a conference event, or the called party of a transfer before the legs are joined. */
export type ResponseContext = 'call' | 'conference' | 'transferAnswer';

/** How bad a broken rule is. */
export type Severity = 'error' | 'warning';

/**
 * What the check of a rule can see of one element. An attribute with a fault of its own is not in `props`, and the
 * findings of a rule that read it are dropped: one fault is one problem.
 *
 * @example
 * const isAlone = ({ childCount, parent }: RuleContext) => childCount === 0 && parent === 'Response';
 */
export interface RuleContext<P = Record<string, unknown>> {
  /** The valid attributes; `null` means the same as `undefined`: not set. */
  readonly props: Readonly<Partial<P>>;
  /** The trimmed text of an element with `content: 'text'`; otherwise empty. */
  readonly text: string;
  /** The number of child elements. */
  readonly childCount: number;
  /** The name of the parent element; empty for a root. */
  readonly parent: string;
  /** What the document is for. */
  readonly context: ResponseContext;
  /** The state of the call after the earlier verbs of the document. */
  readonly call: CallState;
  /** True if the check of an earlier sibling called this with the same key. */
  repeated(key: string): boolean;
}

/** A rule of a verb that looks at more than one attribute. */
export interface VerbRule<P = Record<string, unknown>> {
  /** Stable id, such as `gather.repeat`; the `rules` option of `render` changes its severity. */
  readonly id: string;
  readonly level: Severity;
  /**
   * Called for only where one of these attributes is given. Such a rule must depend on `props` alone: it is not asked
   * again about a tag that comes back in the same words. Default: always called for, and free to look at everything.
   */
  readonly about?: readonly string[] | undefined;
  /**
   * `last`: only if no verb follows that keeps the call up (see `instant`), so that the document ends right after it.
   * Default: always.
   */
  readonly when?: 'always' | 'last' | undefined;
  /**
   * Returns the finding or findings; `undefined`, `null` or `false` if there is none. Called once an element, after its
   * attributes and children.
   */
  check(context: RuleContext<P>): Finding | readonly Finding[] | false | null | undefined;
}

/** The text of an element with text content. */
export interface TextRule {
  /** The text may not be missing or blank. Default: true. */
  readonly required?: boolean | undefined;
  /** The text, white space around it dropped, must match. */
  readonly pattern?: RegExp | undefined;
  /** The text must be an http or https address, absolute or relative. */
  readonly type?: 'url' | undefined;
  /** Most characters that are known to work, counted as code points; more are a warning. Default: no limit. */
  readonly safeLength?: number | undefined;
  /** What the text is, in words that end a message: "expected …". */
  readonly expected: string;
  /** Returns how to fix a text that is too long or of the wrong form, or `undefined`. */
  readonly hint?: ((text: string) => string | undefined) | undefined;
  /** The rule that a missing text breaks. Default `attribute.required`. */
  readonly missing?: string | undefined;
  /** The rule that a text of the wrong form breaks. Default `attribute.pattern`. */
  readonly malformed?: string | undefined;
  /** The rule that a text beyond `safeLength` breaks. Default `attribute.length`. */
  readonly tooLong?: string | undefined;
}

/** How many children of one name, or of all names together. */
export interface ChildCount {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** The rule that a wrong number breaks. Default `nesting.child`. */
  readonly rule?: string | undefined;
}

/** Rule ids that stand in for the general ones on one element. */
export interface RuleNames {
  /** An attribute that the element does not have; default `attribute.unknown`. */
  readonly unknownAttribute?: string | undefined;
  /** Text where none belongs; default `nesting.child`. */
  readonly strayText?: string | undefined;
  /** A child that does not belong here; default `nesting.child`. */
  readonly child?: string | undefined;
  /** This element in a place where it does not belong; comes before the parent's `child`. */
  readonly parent?: string | undefined;
  /** Verbs after this one that never run; default `verb.unreachable`. */
  readonly unreachable?: string | undefined;
}

/**
 * What can check a rule that a render cannot: `call`, the state of the call; `file`, the audio file; `parser`, the parser
 * of the document. A `remark` is checked by nothing.
 */
export type CheckedBy = 'call' | 'file' | 'parser' | 'remark';

/** What an element may hold. */
export const contents = ['none', 'text', 'speech', 'verbs'] as const;

/** Everything about a verb but its name and attributes. */
export interface VerbTraits<P = Record<string, unknown>> {
  /**
   * What it holds: nothing; plain text (`text` says which); text with SSML; or other elements (`children` says which).
   * Default `none`.
   */
  readonly content?: (typeof contents)[number] | undefined;
  /** The form of the text, with `content: 'text'`. */
  readonly text?: TextRule | undefined;
  /** The elements it may hold, with `content: 'verbs'`, and how many of each; beside those that name it in `parents`. */
  readonly children?: Readonly<Record<string, ChildCount>> | undefined;
  /** How many children it may hold in all. */
  readonly childTotal?: ChildCount | undefined;
  /** Where it may stand, beside the elements that name it in `children`. Default `['Response', 'Bxml']`. */
  readonly parents?: readonly string[] | undefined;
  /** Root of a document. */
  readonly root?: boolean | undefined;
  /** Answers in which it is an error (`false`) or in no list of what is allowed (`'unlisted'`, a warning). */
  readonly contexts?: { readonly [C in Exclude<ResponseContext, 'call'>]?: false | 'unlisted' } | undefined;
  /** Whether the verbs after it never run: never, always, or when the attribute is set. Default `never`. */
  readonly terminal?: 'never' | 'always' | { readonly when: keyof P & string } | undefined;
  /**
   * True if the next verb runs at once, so that this verb does not keep the call up; with `unless`, only if that
   * attribute is missing or false. Default: the verb takes time, or hands the call on.
   */
  readonly instant?: true | { readonly unless: keyof P & string } | undefined;
  /** Ids of its own for general problems. */
  readonly names?: RuleNames | undefined;
  /** Rules over more than one attribute. */
  readonly rules?: readonly VerbRule<P>[] | undefined;
  /** The ids of rules of the element that a render does not check, each with what can check it. */
  readonly notChecked?: Readonly<Record<string, CheckedBy>> | undefined;
  /** It answers a call that nobody has answered yet. Default: it does not. */
  readonly answers?: boolean | undefined;
  /** What else it does to the call, for the rules of later verbs. */
  effect?(call: CallState, props: Readonly<Partial<P>>): void;
}

/** A verb as `defineVerb` takes it, for props given as the interface `P`: rules and interface must agree. */
export interface DefinitionFor<P> extends VerbTraits<NoInfer<P>> {
  readonly attributes: [P] extends [never] ? never : RulesFor<NoInfer<P>>;
}

/** A verb as the walk reads it. */
export interface VerbDefinition extends VerbTraits {
  readonly name: string;
  readonly attributes: AttributeRules;
}
