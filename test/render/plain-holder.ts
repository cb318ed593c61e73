// The position of the plain renderer, and the content found there so far.
import type { ProvidedValues } from '../../src/components/context.js';
import type { ElementScope } from '../../src/render/element-scope.js';
import type { Place } from './plain-problems.js';

/** The content of an element that has been visited so far. */
export class Holder {
  readonly pieces: string[] = [];
  /** Text that is not complete yet, in an element with text content. */
  waiting = '';
  wholeText = '';
  textSource: Place['source'];
  isFaulty = false;
  isSpoken = false;
  readonly children: string[] = [];
  readonly keys = new Set<string>();

  /** The content that is allowed here, for the messages. */
  constructor(readonly frame: ElementScope) {}
}

/** The position in the tree, the contexts, and the line break before the next element. */
export interface Around {
  readonly place: Place;
  readonly provided: ProvidedValues | undefined;
  readonly indent: string;
}
