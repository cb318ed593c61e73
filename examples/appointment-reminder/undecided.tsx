import { Goodbye } from './goodbye.js';
import { PracticePhone } from './practice-phone.js';

/** Ends a call in which nothing was chosen, or a machine listened that was taken for a human. */
export const Undecided = ({ apology }: { apology: string }) => (
  <Goodbye>
    {apology} Your appointment stays as it is. To confirm or to change it, please call us at <PracticePhone />.
  </Goodbye>
);
