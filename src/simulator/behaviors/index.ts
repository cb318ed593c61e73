// The behaviors of the simulated platform, each documented by Bandwidth or assumed. The code reads its numbers from this
// table and records each behavior that it follows. `npm run docs` writes docs/simulator.md from it, and the tests must
// follow every behavior.

import { callBehaviors } from './calls.js';
import { conferenceBehaviors } from './conferences.js';
import { connectedCallBehaviors } from './connected-calls.js';
import { promptAndKeyBehaviors } from './prompts-and-keys.js';
import { recordingAndStreamBehaviors } from './recordings-and-streams.js';
import { webhookBehaviors } from './webhooks.js';

export type { Basis } from './basis.js';

/** Every behavior by name; the part before the dot is its group in the documentation. */
export const behaviors = {
  ...webhookBehaviors,
  ...promptAndKeyBehaviors,
  ...callBehaviors,
  ...connectedCallBehaviors,
  ...conferenceBehaviors,
  ...recordingAndStreamBehaviors,
} as const;

/** The name of a behavior. */
export type Behavior = keyof typeof behaviors;
