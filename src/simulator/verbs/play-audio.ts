import { play } from '../script/prompts.js';
import type { Executor } from '../script/script.js';

/** Plays a file to its end. */
export const playAudio: Executor = async (run) => {
  run.leg.doing = 'listens to an audio file';
  await play(run.leg, run, run.base);
  return undefined;
};
