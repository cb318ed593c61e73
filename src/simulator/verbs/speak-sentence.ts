import { play } from '../script/prompts.js';
import type { Executor } from '../script/script.js';

/** Speaks a sentence to its end. */
export const speakSentence: Executor = async (run) => {
  run.leg.doing = 'listens to a prompt';
  await play(run.leg, run, run.base);
  return undefined;
};
