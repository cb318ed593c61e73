import type { Executor } from '../document-run.js';
import { play } from './prompts.js';

/** Speaks a sentence to its end. */
export const speakSentence: Executor = async (run) => {
  run.leg.doing = 'listens to a prompt';
  await play(run.leg, run, run.base);
  return undefined;
};
