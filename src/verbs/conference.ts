import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, offByDefault, password, tag, text, url } from './shared/attributes.js';

/** Props of {@link Conference}. */
export interface ConferenceProps {
  /**
   * The member hears the others but is not heard.
   * @default false
   */
  mute?: boolean | undefined;
  /**
   * The member neither hears the others nor is heard.
   * @default false
   */
  hold?: boolean | undefined;
  /**
   * Coaching: the call ids, separated by commas, of the members who hear this member. Other members do not hear the
   * coach. The calls need not have joined yet. A conference has one coach at a time.
   */
  callIdsToCoach?: string | undefined;
  /**
   * Receives every event of the conference. Bandwidth uses the URL, method, fallback and credentials of the call that
   * creates the conference; those of later members have no effect.
   */
  conferenceEventUrl?: string | undefined;
  /**
   * HTTP method for `conferenceEventUrl`.
   * @default 'POST'
   */
  conferenceEventMethod?: HttpMethod | undefined;
  /** Fallback URL for conference events, used if `conferenceEventUrl` does not respond or responds with an error. */
  conferenceEventFallbackUrl?: string | undefined;
  /**
   * HTTP method for `conferenceEventFallbackUrl`.
   * @default 'POST'
   */
  conferenceEventFallbackMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `conferenceEventUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `conferenceEventUrl`. */
  password?: string | undefined;
  /** HTTP Basic username sent to `conferenceEventFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `conferenceEventFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string for this call. At most 256 characters. An empty string clears the tag. The events of the conference
   * have the tag of the call that created it.
   */
  tag?: string | undefined;
  /**
   * Seconds that Bandwidth waits for the response to a conference event, 1 to 25, fractions allowed. Defaults to the
   * timeout of the call that creates the conference.
   */
  callbackTimeout?: number | undefined;
  /** The name of the conference: 1 to 100 characters from `A-Z a-z 0-9 - _ .`. */
  children?: TextOnly | undefined;
}

/**
 * Adds this call to the conference with that name, which holds at most 20 calls. The first call creates the conference;
 * it ends when the last call leaves. Later verbs run only if the conference is ended through the REST API.
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
      expected: 'the name of the conference, 1 to 100 letters (A-Z a-z), digits, hyphens, underscores and periods',
      pattern: /^[A-Za-z0-9_.-]{1,100}$/,
      missing: 'conference.content',
      malformed: 'conference.name',
    },
    contexts: { conference: false, transferAnswer: false },
    notChecked: { 'conference.mute-hold': 'remark' },
    answers: true,
  });
});
