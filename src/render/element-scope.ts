import type { SourcePosition } from '../problems/problem.js';
import type { SpeechPlace } from '../ssml/check-ssml.js';
import type { SsmlDefinition } from '../ssml/ssml-elements.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { RuleParent } from './rule-context.js';

/** State of the children of one element while they are written; also created for the document. */
export class ElementScope implements SpeechPlace, RuleParent {
  /** The allowed content; `unknown`, for an unknown element, allows anything. */
  readonly content: SpeechPlace['content'];
  /** The name of the element, for messages; empty for the document. */
  readonly name: string;
  /** The verb; `undefined` for the document and for SSML. */
  readonly verb: CompiledVerb | undefined;
  /** The SSML element; `undefined` for verbs and for unknown elements. */
  readonly ssml: SsmlDefinition | undefined;
  /** The text so far of an element with text content, and how many of its characters have been written. */
  text = '';
  written = 0;
  /** Source position of the text, if it is more precise than that of the element. */
  textSource: SourcePosition | undefined = undefined;
  /** True if a child was invalid: then missing children are not reported. */
  faulty = false;
  /** True if the children so far have words to speak. */
  spoken = false;
  /** Number of child elements so far. */
  count = 0;
  /** Number of child elements so far by name. */
  readonly counts = new Map<string, number>();
  /** The keys passed to `RuleContext.repeated` by the children so far. */
  keys: Set<string> | undefined = undefined;

  constructor(
    content: ElementScope['content'],
    name: string,
    verb: CompiledVerb | undefined,
    ssml: SsmlDefinition | undefined,
  ) {
    this.content = content;
    this.name = name;
    this.verb = verb;
    this.ssml = ssml;
  }
}
