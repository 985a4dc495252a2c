// A run's icon: one shape per state, in the run's colour.
import assert from 'node:assert/strict';
import { runColour } from '../../../../src/shared/palette';
import { runStates } from '../../../../src/shared/vocabulary';
import { drawRunIcon } from '../../../../src/vscode/trees/runIcon';

function drawn(uri: string): string {
  const [head, body = ''] = uri.split(',');
  assert.equal(head, 'data:image/svg+xml;base64');
  return Buffer.from(body, 'base64').toString();
}

describe('the icon of a run', () => {
  it('has another shape for every state', () => {
    const shapes = runStates.map(
      (state) => / d="([^"]+)"/.exec(drawn(drawRunIcon(state, 0, 'dark')))?.[1],
    );
    assert.equal(new Set(shapes).size, runStates.length);
  });

  it('has the colour of the run in the theme', () => {
    const svg = drawn(drawRunIcon('running', 3, 'light'));
    assert.ok(svg.includes(`fill="${runColour(3, 'light')}"`), svg);
  });

  it('is small, since a tree may hold thousands', () => {
    const sizes = runStates.map((state) => drawRunIcon(state, 0, 'dark').length);
    assert.ok(Math.max(...sizes) < 600, String(sizes));
  });
});
