// What the request that places a call takes: the facts of requests.txt.
import { readFields } from './events.js';
import { defined, factsOf, numberOf, readFacts } from './facts-file.js';

/** The fields of a request by name: type, values, and the range of what is allowed. */
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
