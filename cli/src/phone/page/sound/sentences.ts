/** Characters of an utterance. Some browsers stop longer ones after about fifteen seconds. */
const LONGEST = 180;

/** Splits a text into sentences that are short enough for a speech synthesizer, in order. */
export function sentencesOf(text: string, locale: string): string[] {
  return segments(text, locale)
    .flatMap((sentence) => shorten(sentence.trim()))
    .filter((sentence) => sentence !== '');
}

function segments(text: string, locale: string): string[] {
  try {
    return Array.from(
      new Intl.Segmenter(locale || 'en', { granularity: 'sentence' }).segment(text),
      (one) => one.segment,
    );
  } catch {
    return [text]; // The locale is not valid, or the browser cannot split.
  }
}

/** Splits a long sentence after a comma or a space. */
function shorten(sentence: string): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > LONGEST) {
    const window = rest.slice(0, LONGEST);
    const comma = Math.max(window.lastIndexOf(', '), window.lastIndexOf('; '), window.lastIndexOf(': '));
    const space = window.lastIndexOf(' ');
    const end = comma > LONGEST / 3 ? comma + 1 : space > 0 ? space : LONGEST;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...parts, rest];
}
