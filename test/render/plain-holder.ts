// Where the plain renderer is, and what it has found there so far.
import type { ProvidedValues } from '../../src/components/context.js';
import type { ElementScope } from '../../src/render/element-scope.js';
import type { Place } from './plain-problems.js';

/** What an element holds, as far as it has been looked at. */
export class Holder {
  readonly pieces: string[] = [];
  /** Text that waits for its end, in an element that is made for text. */
  waiting = '';
  wholeText = '';
  textSource: Place['source'];
  isFaulty = false;
  isSpoken = false;
  readonly children: string[] = [];
  readonly keys = new Set<string>();

  /** `frame` says what may stand here, to those who word the messages. */
  constructor(readonly frame: ElementScope) {}
}

/** Where the walk is: the place in the tree, the contexts, and the line break before the next element. */
export interface Around {
  readonly place: Place;
  readonly provided: ProvidedValues | undefined;
  readonly indent: string;
}
