/** What is said to somebody who has pressed a key that is not on offer, or none. */
export const wrongKey = (digits: string): string =>
  digits === '' ? 'Sorry, we did not get a key.' : `Sorry, ${digits} is not one of the keys.`;
