import type { SourcePosition } from '../problems/problem.js';
import type { SpeechPlace } from '../ssml/check-ssml.js';
import type { SsmlDefinition } from '../ssml/ssml-elements.js';
import type { CompiledVerb } from './compiled-verb.js';

/** What the children of an element are checked against and counted in; also made for the document. */
export class ElementScope implements SpeechPlace {
  /** What may stand here; anything, where the element is unknown. */
  readonly content: SpeechPlace['content'];
  /** The name of the element, for messages; empty for the document. */
  readonly name: string;
  /** The verb, where it is one: not for the document nor for SSML. */
  readonly verb: CompiledVerb | undefined;
  /** The SSML element, where it is one that the vocabulary has. */
  readonly ssml: SsmlDefinition | undefined;
  /** Gathered text of an element with text content, and how much of it has been written. */
  text = '';
  written = 0;
  /** Where that text was written, if more is known than where the element was. */
  textSource: SourcePosition | undefined = undefined;
  /** A child was faulty, so that what is there says nothing about what is missing. */
  faulty = false;
  /** Something other than white space is spoken. */
  spoken = false;
  /** Child elements so far. */
  count = 0;
  /** What they are called, as long as all are of one name; counted where the element bounds them by name. */
  countedName: string | undefined = undefined;
  /** How many there are of each, where they are of several names. */
  counts: Map<string, number> | undefined = undefined;
  /** Keys that children asked for, see `RuleContext.repeated`. */
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
