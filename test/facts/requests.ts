// Reads the facts of requests.txt: the request that places a call.
import { readFields } from './events.js';
import { defined, factsOf, numberOf, readFacts } from './facts-file.js';

/** The fields of a request by name: type, values and allowed range. */
export const requests = Object.fromEntries(
  factsOf(readFacts('requests.txt'), 'request').map(({ words: [, name], details }) => [
    name,
    Object.entries(readFields(details)).map(([field, facts], index) => {
      const { min, max, maxLength, ref } = details[index]?.settings ?? {};
      return {
        name: field,
        ...facts,
        isObject: ref !== undefined,
        ...defined({ min: numberOf(min), max: numberOf(max), maxLength: numberOf(maxLength) }),
      };
    }),
  ]),
);
