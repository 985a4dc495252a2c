// A coloured ring as a mesh, plain data for a page.
import type { PlainMesh } from './spacesPage';

export function torus(around: number, across: number): PlainMesh {
  const vertices: number[] = [];
  const colours: number[] = [];
  const faces: number[] = [];
  for (let i = 0; i < around; i++) {
    for (let j = 0; j < across; j++) {
      const [u, v] = [(2 * Math.PI * i) / around, (2 * Math.PI * j) / across];
      const radius = 2 + 0.7 * Math.cos(v);
      vertices.push(radius * Math.cos(u), 0.7 * Math.sin(v), radius * Math.sin(u));
      colours.push(127 + 120 * Math.cos(u), 127 + 120 * Math.sin(u), 200);
      const corner = (di: number, dj: number): number =>
        ((i + di) % around) * across + ((j + dj) % across);
      faces.push(corner(0, 0), corner(1, 0), corner(1, 1));
      faces.push(corner(0, 0), corner(1, 1), corner(0, 1));
    }
  }
  const common = { kind: 'mesh', mesh: 'ring', config: null } as const;
  return {
    vertices: { ...common, part: 'vertices', shape: [1, vertices.length / 3, 3], values: vertices },
    faces: { ...common, part: 'faces', shape: [1, faces.length / 3, 3], values: faces },
    colours: { ...common, part: 'colours', shape: [1, colours.length / 3, 3], values: colours },
  };
}
