// Deno checks and runs the sources with its own settings.
import { printsInDevelopment, programInOneFile } from '../../scripts/package/program.mjs';
import { filesIn, setup } from '../../scripts/package/project-files.mjs';

const [check, start] = setup.commandsOf('Deno');
const name = 'src/main.tsx';

export default {
  name: 'Deno',
  files: {
    ...programInOneFile,
    'deno.json': setup.fileOf('Deno', 'deno.json'),
    ...filesIn('deno'),
  },
  commands: [check, start],
  prints: printsInDevelopment('main.tsx'),
  fails: { run: check.run.map((word) => (word === name ? 'src/wrong.tsx' : word)), says: "Did you mean 'gatherUrl'?" },
};
