import type { Executor } from '../interpreter/interpreter.js';
import { play } from '../interpreter/prompts.js';

/** Speaks a sentence. */
export const speakSentence: Executor = async (run) => {
  run.call.doing = 'listens to a prompt';
  await play(run, run);
  return undefined;
};

/** Plays an audio file. */
export const playAudio: Executor = async (run) => {
  run.call.doing = 'listens to an audio file';
  await play(run, run);
  return undefined;
};
