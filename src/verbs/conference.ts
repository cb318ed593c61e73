import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, offByDefault, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Conference}. */
export interface ConferenceProps {
  /**
   * The member hears the others and is not heard.
   * @default false
   */
  mute?: boolean | undefined;
  /**
   * The member neither hears the others nor is heard.
   * @default false
   */
  hold?: boolean | undefined;
  /**
   * Makes this member a coach: the ids of the calls that hear it, separated by commas; nobody else does. They need not
   * have joined yet. A conference has one coach at a time.
   */
  callIdsToCoach?: string | undefined;
  /**
   * Receives every event of the conference. The address, its method, fallback and credentials are those of the call
   * that creates the conference; those of later members have no effect.
   */
  conferenceEventUrl?: string | undefined;
  /**
   * HTTP method of the request to `conferenceEventUrl`.
   * @default 'POST'
   */
  conferenceEventMethod?: HttpMethod | undefined;
  /** Tried for a conference event when `conferenceEventUrl` does not answer properly. */
  conferenceEventFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `conferenceEventFallbackUrl`.
   * @default 'POST'
   */
  conferenceEventFallbackMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `conferenceEventUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `conferenceEventUrl`. */
  password?: string | undefined;
  /** User name of the HTTP Basic credentials sent to `conferenceEventFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `conferenceEventFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * Text of your own for this call, at most 256 characters; the empty text clears it. The events of the conference
   * carry the tag of the call that created it.
   */
  tag?: string | undefined;
  /**
   * Seconds to wait for the answer to a conference event, 1 to 25, fractions allowed. Without it, what is set for the
   * call that creates the conference.
   */
  callbackTimeout?: number | undefined;
  /** The name of the conference: 1 to 100 characters out of `A-Z a-z 0-9 - _ .`. */
  children?: TextOnly | undefined;
}

/**
 * Puts this call into the conference of that name, at most 20 calls; the first call creates it, and it vanishes with
 * the last. Verbs after it run only if the conference itself is ended through the REST API.
 *
 * @example
 * <Conference conferenceEventUrl="/conference" mute={isGuest}>weekly-review</Conference>
 */
export const Conference = lazyVerb<ConferenceProps>('Conference', (define) => {
  return define({
    attributes: {
      mute: offByDefault,
      hold: offByDefault,
      callIdsToCoach: text,
      conferenceEventUrl: url,
      conferenceEventMethod: httpMethod,
      conferenceEventFallbackUrl: url,
      conferenceEventFallbackMethod: httpMethod,
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
      callbackTimeout: { type: 'decimal', min: 1, max: 25, unit: 'seconds', rule: 'conference.callbackTimeout' },
    },
    content: 'text',
    text: {
      expected: 'the name of the conference, 1 to 100 letters (A-Z a-z), digits, hyphens, underscores and full stops',
      pattern: /^[A-Za-z0-9_.-]{1,100}$/,
      missing: 'conference.content',
      malformed: 'conference.name',
    },
    contexts: { conference: false, transferAnswer: false },
    notChecked: { 'conference.mute-hold': 'remark' },
    answers: true,
  });
});
