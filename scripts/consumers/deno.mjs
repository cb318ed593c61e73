// Deno checks and runs the sources with settings of its own.
import { printsInDevelopment, programInOneFile } from './program/files.mjs';
import { commandsOf, fileOf } from './program/setup-page.mjs';

const [check, start] = commandsOf('Deno');
const name = 'src/main.tsx';

export default {
  name: 'Deno',
  files: {
    ...programInOneFile,
    'deno.json': fileOf('Deno', 'deno.json'),
    'src/wrong.tsx': "import { Gather } from 'bxml-jsx';\nexport const wrong = <Gather gatherURL='/menu' />;\n",
  },
  commands: [check, start],
  prints: printsInDevelopment('main.tsx'),
  fails: { run: check.run.map((word) => (word === name ? 'src/wrong.tsx' : word)), says: "Did you mean 'gatherUrl'?" },
};
