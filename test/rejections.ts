import { BxmlError } from 'bxml-jsx';
import { CallError } from 'bxml-jsx/testing';
import * as assert from 'uvu/assert';

/** Returns a function that resolves to the reason of a rejected promise, which must be an instance of the class. */
export const rejectedWith =
  <E extends Error>(type: abstract new (...values: never) => E) =>
  async (promise: Promise<unknown>): Promise<E> => {
    try {
      await promise;
    } catch (error) {
      assert.instance(error, type);
      return error as E;
    }
    throw new Error(`the promise was not rejected with a ${type.name}`);
  };

/** Resolves to the BxmlError that the promise is rejected with. */
export const rejectionOf = rejectedWith(BxmlError);

/** Resolves to the error of a call step. */
export const failureOf = rejectedWith(CallError);

/** Resolves to any error that the promise is rejected with. */
export const errorOf = rejectedWith<Error & { readonly code?: string }>(Error);
