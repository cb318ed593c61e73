import { quoted, shownName } from '../problems/inspect.js';
import { closestMatch } from '../problems/suggestion.js';
import { indexOfIllegalCharacter, PREDEFINED_ENTITIES } from './characters.js';

const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));/y;

/** A parsed entity or character reference. */
interface Reference {
  readonly character: string;
  /** The index after the reference. */
  readonly end: number;
}

/** What is wrong with a reference. */
interface ReferenceFault {
  readonly message: string;
  readonly hint: string;
}

/**
 * Parses the reference that begins with the `&` at an index of the string. Returns a fault if it is invalid. The message
 * does not quote a reference in the value of an attribute, which may be a password.
 */
export function referenceAt(text: string, index: number, place: 'text' | 'value'): Reference | ReferenceFault {
  REFERENCE.lastIndex = index;
  const found = REFERENCE.exec(text);
  if (found === null) {
    return {
      message: '& does not begin an entity or a character reference.',
      hint: 'Write &amp; for the character &.',
    };
  }
  const [whole, decimal, hexadecimal, entity] = found;
  const character = entity === undefined ? characterOf(decimal, hexadecimal) : PREDEFINED_ENTITIES.get(entity);
  if (character !== undefined) return { character, end: index + whole.length };
  if (entity !== undefined) return unknownEntity(entity, place);
  return {
    message: `${place === 'text' ? `The reference ${quoted(whole)}` : 'A reference'} is not a character that XML allows.`,
    hint: 'Remove it: XML cannot contain that character.',
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
    message: `${place === 'text' ? `The entity &${shownName(entity)};` : 'An entity'} is unknown; XML defines amp, lt, gt, quot and apos.`,
    hint:
      meant === undefined
        ? "Write the character itself or its number: &#160; for HTML's &nbsp;."
        : `Did you mean &${meant};?`,
  };
}
