import { Gather } from 'bxml-jsx';

export const wrong = <Gather gatherURL="/menu" />;
