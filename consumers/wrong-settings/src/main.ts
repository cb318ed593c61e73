import { render } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { Menu } from './menu';

try {
  render(jsx(Menu, {}));
} catch (error) {
  console.log(error.problems[0].hint);
}
