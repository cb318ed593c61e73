// The TypeScript versions in use, each with both module resolutions, on an ES module program.
import {
  printsInDevelopment,
  printsInProduction,
  program,
  STRICT,
  TYPESCRIPTS,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { filesIn, setup } from '../../scripts/package/project-files.mjs';

const [compile, compileForProduction] = setup.commandsOf('tsc');
const resolutions = { nodenext: {}, bundler: { module: 'esnext', moduleResolution: 'bundler' } };

export default TYPESCRIPTS.flatMap((version) => {
  const tsc = ({ run }) => ({ run: [`typescript-${version}/bin/tsc`, ...run.slice(1)] });
  return Object.entries(resolutions).flatMap(([resolution, options]) => {
    const settings = tsconfig({ ...STRICT, ...options });
    const files = { ...program, 'tsconfig.json': settings };
    return [
      {
        name: `tsc ${version}, ${resolution}`,
        files: { ...files, ...filesIn('tsc'), 'wrong/tsconfig.json': settings },
        commands: [tsc(compile), { run: ['node', 'dist/src/main.js'] }],
        prints: printsInDevelopment(),
        fails: { ...tsc({ run: ['tsc', '-p', 'wrong'] }), says: "Did you mean 'gatherUrl'?" },
      },
      {
        name: `tsc ${version}, ${resolution}, for production`,
        files: { ...files, 'tsconfig.production.json': tsconfig({}, { name: 'tsconfig.production.json' }) },
        commands: [tsc(compileForProduction), { run: ['node', 'dist/main.js'] }],
        prints: printsInProduction,
      },
    ];
  });
});
