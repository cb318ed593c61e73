import { instance } from '@viz-js/viz';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawDot } from '../../src/draw/dot.js';
import { hostileMap, hostileTexts, largeMap, phoneMenuMap, smallMap } from './sample-maps.js';

const test = suite('bxml map: DOT');

for (const [name, map] of Object.entries({ smallMap, phoneMenuMap, largeMap, hostileMap })) {
  test(`${name}: Graphviz reads it, with all states`, async () => {
    const viz = await instance();
    const result = viz.render(drawDot(map()), { format: 'json0' });
    assert.is(result.status, 'success');
    const { objects, edges } = JSON.parse(result.output ?? '') as { objects: { name: string }[]; edges: object[] };
    for (const { id, kind } of map().states)
      if (kind !== 'end')
        assert.ok(
          objects.some(({ name }) => name === id),
          id,
        );
    assert.ok(edges.length > 0);
    assert.is(drawDot(map()), drawDot(map()));
  });
}

test('text is not read as escapes, entities or attributes', async () => {
  const viz = await instance();
  const svg = viz.renderString(drawDot(hostileMap()), { format: 'svg' });
  assert.match(svg, '&amp;amp; &amp;#x41;'); // as it is in the text: &amp; &#x41;
  assert.match(svg, 'say &quot;hello&quot; and \\&quot;escaped\\&quot;');
  assert.ok(hostileTexts.length > 0);
});

test.run();
