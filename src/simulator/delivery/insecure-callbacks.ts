// Credentials that a relative URL would send in the clear: what a document alone cannot show, since such a URL takes the
// scheme of the URL that served the document.
import { eventDeliveries } from '../../events/event-deliveries.js';
import type { Problem } from '../../problems/problem.js';
import { insecureCallback, isInsecure } from '../../verbs/shared/secure-callbacks.js';
import type { Simulation } from '../calls/simulation.js';
import type { ParsedVerb } from '../documents/parsed-verb.js';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
const PLAIN_HTTP = /^http:/i;

/** A URL that a verb sends credentials to, by the names of its attributes. */
interface Callback {
  readonly url: string;
  readonly credentials: readonly [string, string];
}

/** Returns what is wrong with the relative callbacks of a document that came from that URL. */
export function insecureCallbacks(
  simulation: Simulation,
  url: string,
  verbs: readonly ParsedVerb[],
): readonly Problem[] {
  return PLAIN_HTTP.test(url) ? verbs.flatMap((verb) => problemsOf(simulation, verb, url)) : [];
}

function problemsOf(simulation: Simulation, { name, definition, attributes }: ParsedVerb, base: string): Problem[] {
  const rule = definition.rules?.find(({ id }) => id.endsWith('.https'));
  const severity = rule && (simulation.settings.rules?.[rule.id] ?? rule.level);
  if (rule === undefined || severity === undefined || severity === 'off') return [];
  return callbacksOf(name).flatMap(({ url, credentials }): Problem[] => {
    const given = attributes[url];
    const isSent = credentials.some((each) => attributes[each] !== undefined);
    if (!isSent || typeof given !== 'string' || given === '' || ABSOLUTE.test(given)) return [];
    if (!URL.canParse(given, base)) return [];
    const { href } = new URL(given, base);
    const isWrong = isInsecure(href);
    simulation.recordCoverage(isWrong ? 'delivery.credentials-https' : 'delivery.credentials-loopback');
    if (!isWrong) return [];
    return [{ code: rule.id, severity, path: `Response > ${name}`, ...insecureCallback(name, url, href, credentials) }];
  });
}

function callbacksOf(verb: string): Callback[] {
  const targets = Object.values(eventDeliveries)
    .flat()
    .filter(({ of: owner }) => 'verb' in owner && owner.verb === verb);
  return targets.flatMap(({ first, fallback }) =>
    [first, fallback].flatMap((each) =>
      each === null || each.credentials === null ? [] : [{ url: each.url, credentials: each.credentials }],
    ),
  );
}
