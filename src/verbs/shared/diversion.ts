// Attributes about SIP Diversion headers.
import { oneOf } from '../define/attribute-rule.js';
import type { VerbRule } from '../define/verb-definition.js';

const treatments = ['none', 'propagate', 'stack'] as const;

/** How Diversion headers are treated. */
export type DiversionTreatment = (typeof treatments)[number];
export const diversionTreatment = oneOf(treatments, { default: 'none' });

const reasons = [
  'unknown',
  'user-busy',
  'no-answer',
  'unavailable',
  'unconditional',
  'time-of-day',
  'do-not-disturb',
  'deflection',
  'follow-me',
  'out-of-service',
  'away',
] as const;

/** Why a call was diverted. */
export type DiversionReason = (typeof reasons)[number];
export const diversionReason = oneOf(reasons, { default: 'unknown' });

interface DiversionProps {
  diversionTreatment?: DiversionTreatment | undefined;
  diversionReason?: DiversionReason | undefined;
}

/** Warns about a reason without effect, because no Diversion header is added. */
export function idleDiversionReason(id: string, element: string): VerbRule<DiversionProps> {
  return {
    id,
    level: 'warning',
    about: ['diversionReason'],
    check({ props }) {
      if (props.diversionReason == null || props.diversionTreatment === 'stack') return undefined;
      return {
        message: `diversionReason on <${element}> has no effect with diversionTreatment ${props.diversionTreatment ?? 'none'}; it requires "stack".`,
        hint: 'Set diversionTreatment="stack", or remove diversionReason.',
      };
    },
  };
}
