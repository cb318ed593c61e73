import { quoted, shownName } from '../problems/inspect.js';
import { closestMatch } from '../problems/suggestion.js';
import { indexOfIllegalCharacter, PREDEFINED_ENTITIES } from './characters.js';

const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));/y;

/** A reference that stands for a character. */
interface Reference {
  readonly character: string;
  /** Where the text goes on after it. */
  readonly end: number;
}

/** What is wrong with a reference. */
interface ReferenceFault {
  readonly message: string;
  readonly hint: string;
}

/**
 * The reference that begins with the `&` at an index of the text, or why it is none. In the value of an attribute, which
 * may be a password, the message does not quote it.
 */
export function referenceAt(text: string, index: number, place: 'text' | 'value'): Reference | ReferenceFault {
  REFERENCE.lastIndex = index;
  const found = REFERENCE.exec(text);
  if (found === null) {
    return { message: '& begins no entity and no character reference.', hint: 'Write &amp; for the character &.' };
  }
  const [whole, decimal, hexadecimal, entity] = found;
  const character = entity === undefined ? characterOf(decimal, hexadecimal) : PREDEFINED_ENTITIES.get(entity);
  if (character !== undefined) return { character, end: index + whole.length };
  if (entity !== undefined) return unknownEntity(entity, place);
  return {
    message: `${place === 'text' ? `The reference ${quoted(whole)}` : 'A reference'} stands for no character of XML.`,
    hint: 'Leave it out: XML cannot hold that character at all.',
  };
}

function characterOf(decimal: string | undefined, hexadecimal = ''): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number.parseInt(decimal, 10);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  return indexOfIllegalCharacter(character) === -1 ? character : undefined;
}

function unknownEntity(entity: string, place: 'text' | 'value'): ReferenceFault {
  const meant = closestMatch(entity, PREDEFINED_ENTITIES.keys());
  return {
    message: `${place === 'text' ? `The entity &${shownName(entity)};` : 'An entity'} is unknown; XML has amp, lt, gt, quot and apos.`,
    hint:
      meant === undefined
        ? 'Write the character itself, or its number: &#160; for the &nbsp; of HTML.'
        : `Did you mean &${meant};?`,
  };
}
