// Detects relative URLs that would send credentials without encryption. Validation of the document alone cannot detect
// them, because a relative URL has the scheme of the URL that served the document.
import { eventDeliveries } from '../../events/event-deliveries.js';
import type { Problem } from '../../problems/problem.js';
import { insecureCallback, isInsecure } from '../../verbs/shared/secure-callbacks.js';
import type { Simulation } from '../calls/simulation.js';
import type { ParsedVerb } from '../documents/parsed-verb.js';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
const PLAIN_HTTP = /^http:/i;

/** The attributes of a URL that a verb sends credentials to. */
interface Callback {
  readonly url: string;
  readonly credentials: readonly [string, string];
}

/** Returns the problems of the relative callback URLs in a document that was served by `url`. */
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
    const value = attributes[url];
    const isSent = credentials.some((each) => attributes[each] !== undefined);
    if (!isSent || typeof value !== 'string' || value === '' || ABSOLUTE.test(value)) return [];
    if (!URL.canParse(value, base)) return [];
    const { href } = new URL(value, base);
    const isInvalid = isInsecure(href);
    simulation.recordCoverage(isInvalid ? 'delivery.credentials-https' : 'delivery.credentials-loopback');
    if (!isInvalid) return [];
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
