// Babel with its presets for TypeScript and JSX.
import {
  checkTypes,
  printsInDevelopment,
  printsInProduction,
  program,
  tsconfig,
} from '../../scripts/package/program.mjs';
import { setup } from '../../scripts/package/project-files.mjs';

const [compile] = setup.commandsOf('Babel');
const name = 'babel.config.json';

function forProduction() {
  const settings = JSON.parse(setup.fileOf('Babel', name));
  const [[, react]] = settings.presets;
  delete react.development;
  delete react.developmentSourceSelf;
  return JSON.stringify(settings);
}

const consumer = (way, settings, prints) => ({
  name: `Babel, ${way}`,
  files: { ...program, [name]: settings, 'tsconfig.json': tsconfig() },
  // Babel 8 requires a newer Node than the package does.
  commands: [checkTypes, { ...compile, node: '24' }, { run: ['node', 'dist/main.js'] }],
  prints,
});

export default [
  consumer('development', setup.fileOf('Babel', name), printsInDevelopment()),
  consumer('production', forProduction(), printsInProduction),
];
