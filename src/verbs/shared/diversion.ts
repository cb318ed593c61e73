import type { VerbRule } from '../define/verb-definition.js';

interface DiversionProps {
  diversionTreatment?: 'none' | 'propagate' | 'stack' | undefined;
  diversionReason?: string | undefined;
}

/** Warns about a reason for which no Diversion header is made. */
export function idleDiversionReason(id: string, element: string): VerbRule<DiversionProps> {
  return {
    id,
    level: 'warning',
    about: ['diversionReason'],
    check({ props }) {
      if (props.diversionReason == null || props.diversionTreatment === 'stack') return undefined;
      return {
        message: `diversionReason on <${element}> has no effect with diversionTreatment ${props.diversionTreatment ?? 'none'}; it takes "stack".`,
        hint: 'Set diversionTreatment="stack", or leave out diversionReason.',
      };
    },
  };
}
