import type { ApplicationState } from '../../protocol.js';
import { Icon } from '../icons.js';

/** Why nothing can be called, before a call: the whole message, of which the head of the page has the beginning. */
export function ApplicationAway({ application }: { readonly application: ApplicationState | undefined }) {
  if (!isAway(application)) return null;
  const lines = application.message.split('\n');
  return (
    <div class="callout away" data-severity="error" role="alert">
      <Icon name="error" />
      <div>
        <h2>The application cannot be called</h2>
        {lines.map((line, index) => (
          // A line has no other key: lines may be equal, and are replaced together.
          <p key={index} class={/^\s/.test(line) ? 'place' : undefined}>
            {line.trim()}
          </p>
        ))}
      </div>
    </div>
  );
}

/** True if an application cannot be called until a person does something. */
export const isAway = (application: ApplicationState | undefined): application is ApplicationState =>
  application !== undefined && !application.isReachable && application.isLoading !== true;
