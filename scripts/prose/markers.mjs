// The words that the prose check reports, and what to write instead. None of them is common in MDN, in Node's
// documentation or in the declarations of hono, koa and pino.

/**
 * A space in a pattern matches any white space, so that a marker may go over the end of a line. `except` is matched
 * from where the pattern matched.
 *
 * @typedef {{ words: string, instead: string, except?: string }} Marker
 */

/** What people on the phone do: of them, "nobody answers" is the plain word. */
const ON_THE_PHONE =
  '\\w+(?: (?:who|that|has|have|had|is|was|will|can|may|else|ever|yet|still|already|not|in|at|to))*' +
  ' (?:answer(?:s|ed)?|pick(?:s|ed)? up|hangs? up|hung up|speaks?|spoke|join(?:s|ed)?|on the (?:line|call|phone)' +
  '|the (?:call|conference|queue))\\b';

/** Words before "where" that it refers to, or that ask for a place. */
const BEFORE_A_PLACE =
  '(?:place|point|position|line|file|page|column|offset|case|situation|scenario|environment|system|platform|host' +
  '|know|known|knows|tell|say|says|see|shows?|decides?|exactly|and|or|of|on|to|from|in|that|is)s?';

/** @type {readonly Marker[]} */
const markers = [
  {
    words: '\\b(?:nobody|no one|somebody|whoever|whomever|anybody|everybody)\\b',
    instead: 'the handler, the caller, the client, Bandwidth, "not … by any handler", "anyone"',
    except: ON_THE_PHONE,
  },
  { words: '\\b(?:mends?|mended|mending|cures?|cured|curing)\\b', instead: 'fix' },
  {
    words: '\\b(?:is|are|was|were|be|been|being|gets?) told\\b',
    instead: '"is called with", "receives", "is reported", "is specified"',
  },
  {
    words: '\\b(?:tells|told)\\b',
    instead: 'reports, says, calls, distinguishes, specified',
    except: 'tells (?:you|(?:\\w+ ){1,5}to) ',
  },
  {
    words: '(?<!\\bthere )\\b(?:is|are|was|were) no\\b',
    instead: '"is not a", "is not"',
    except: '\\w+ no (?:longer|more|less|later|different|doubt|\\w+er than)\\b',
  },
  { words: '(?<!\\blike \\S+ )\\bbut for\\b', instead: 'except' },
  {
    words:
      `(?<!\\b${BEFORE_A_PLACE} )\\bwhere (?:there (?:is|are) (?:no|none|neither|nothing|one|such|several)|nothing|none` +
      '|neither|nobody|no |not |that is (?:so|known|wanted|needed|possible)|one is|it (?:is|has|was|can|may|does) ' +
      '(?:not|no|one|none|known|valid|allowed|missing|set|given|needed|asked))',
    instead: 'if, when',
  },
  { words: '\\b(?:gives?|gave|given|giving) (?:it |them |one )?back\\b', instead: 'returns' },
  { words: '\\bwhat(?:ever)? (?:\\w+ ){1,3}gives?\\b', instead: '"the value that … returns"' },
  { words: '\\blest\\b', instead: '"so that … not"' },
  {
    words: '(?<!\\b(?:neither|not)\\b(?:[^.;:]|[.:]\\S)*)\\bnor\\b',
    instead: '"neither … nor", "and not", or two sentences',
  },
  { words: '\\bfor ever\\b', instead: 'forever, indefinitely, "never resolves"' },
  { words: '\\b(?:is|are|was|were|be|found|taken for) (?:un)?sound\\b', instead: 'valid' },
  { words: '\\b(?:comes?|came|coming) to rest\\b|\\bat rest\\b', instead: 'settles, resolved, idle' },
  { words: '\\bwithout a word\\b', instead: 'silently, "without an error"' },
  {
    words: '\\b(?:stands?|stood) (?:in|where|beside|before|behind|between|there|here|at|on|as|while|under)\\b',
    instead: 'is, appears, replaces, "is used instead of"',
  },
  { words: '\\bin vain\\b', instead: '"timed out", "without success"' },
  { words: '\\bgo(?:es)? on\\b', instead: 'continues, "happens"', except: 'go(?:es)? on (?:hold|the|a)\\b' },
  { words: '\\b(?:has|have|had) (?:a|no|another) fault\\b', instead: 'invalid, valid' },
  { words: '\\bto be had\\b', instead: 'available' },
  { words: '\\banew\\b', instead: 'again' },
  { words: '\\bhears? of\\b', instead: '"is notified of", learns' },
  { words: '\\bso many\\b', instead: 'the number', except: 'so many (?:\\w+ )?that\\b' },
];

const compiled = markers.map(({ words, instead, except }) => ({
  pattern: new RegExp(spaced(words), 'gi'),
  instead,
  except: except === undefined ? undefined : new RegExp(spaced(except), 'iy'),
}));

function spaced(pattern) {
  return pattern.replaceAll(' ', '\\s+');
}

/**
 * Returns the markers in a text, in order. Where two overlap, the longer one counts.
 *
 * @param {string} text prose, without code
 * @returns {{ index: number, words: string, instead: string }[]}
 */
export function findMarkers(text) {
  const found = [];
  for (const { pattern, except, instead } of compiled) {
    for (const { index, 0: words } of text.matchAll(pattern)) {
      if (except !== undefined) except.lastIndex = index;
      if (except?.test(text)) continue;
      found.push({ index, words: words.trim().replace(/\s+/g, ' '), instead });
    }
  }
  found.sort((a, b) => a.index - b.index || b.words.length - a.words.length);
  return found.filter(({ index }, i) => !found.slice(0, i).some((one) => index < one.index + one.words.length));
}

/** Returns how many words a text has. */
export function countWords(text) {
  return text.match(/[A-Za-z][\w'’-]*/g)?.length ?? 0;
}
