import { practice } from './practice.js';

/** The number of the practice, read out digit by digit. */
export const PracticePhone = () => <say-as interpret-as="telephone">{practice.phone}</say-as>;
