import { CallError } from 'bxml-jsx/testing';
import * as assert from 'uvu/assert';

/** The error of a step of a call test that fails. */
export async function failureOf(step: Promise<unknown>): Promise<CallError> {
  try {
    await step;
  } catch (error) {
    assert.instance(error, CallError);
    return error as CallError;
  }
  throw new Error('nothing was thrown');
}
