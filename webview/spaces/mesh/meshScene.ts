// A mesh as a renderer takes it: parts of one step put together, moved and scaled into a ball of radius 1.
import type { MeshContent } from '../../../src/shared/content';

export interface MeshScene {
  readonly vertexCount: number;
  /** x y z of each vertex. */
  readonly positions: Float32Array;
  /** Of length 1; all zero where there are no faces. */
  readonly normals: Float32Array;
  /** Red, green and blue of each vertex, 0 … 255; null where the log has none. */
  readonly colours: Uint8Array | null;
  /** Three vertices a face; none for a cloud of points. */
  readonly faces: Uint32Array;
}

/** The parts of one mesh at one step: faces and colours may be missing. */
export interface MeshParts {
  readonly vertices: MeshContent;
  readonly faces: MeshContent | null;
  readonly colours: MeshContent | null;
}

/** The first mesh of the batch. Faces that name vertices that are not there are left out. */
export function meshScene({ vertices, faces, colours }: MeshParts): MeshScene {
  const positions = normalised(firstOfBatch(vertices));
  const vertexCount = positions.length / 3;
  const whole = faces ? wholeFaces(firstOfBatch(faces), vertexCount) : new Uint32Array();
  const given = colours ? firstOfBatch(colours) : null;
  const hasColours = given !== null && given.length === positions.length;
  return {
    vertexCount,
    positions,
    normals: vertexNormals(positions, whole),
    colours: hasColours
      ? Uint8Array.from(given, (value) => Math.max(0, Math.min(255, value)))
      : null,
    faces: whole,
  };
}

function firstOfBatch({ shape, values }: MeshContent): ArrayLike<number> & Iterable<number> {
  return values.slice(0, (shape[1] ?? 0) * 3);
}

function normalised(values: ArrayLike<number> & Iterable<number>): Float32Array {
  const least = [Infinity, Infinity, Infinity];
  const most = [-Infinity, -Infinity, -Infinity];
  const finite = Float64Array.from(values, (value) => (Number.isFinite(value) ? value : 0));
  finite.forEach((value, at) => {
    least[at % 3] = Math.min(least[at % 3]!, value);
    most[at % 3] = Math.max(most[at % 3]!, value);
  });
  const middle = least.map((low, axis) => (low + most[axis]!) / 2);
  let radius = 0;
  for (let at = 0; at < finite.length; at += 3) {
    const apart = [0, 1, 2].map((axis) => finite[at + axis]! - middle[axis]!);
    radius = Math.max(radius, Math.hypot(...apart));
  }
  const scale = radius > 0 ? 1 / radius : 1;
  return Float32Array.from(finite, (value, at) => (value - middle[at % 3]!) * scale);
}

function wholeFaces(values: ArrayLike<number>, vertexCount: number): Uint32Array {
  const whole: number[] = [];
  for (let at = 0; at + 2 < values.length; at += 3) {
    const corners = [values[at]!, values[at + 1]!, values[at + 2]!];
    const isThere = (corner: number): boolean =>
      Number.isInteger(corner) && corner >= 0 && corner < vertexCount;
    if (corners.every(isThere)) whole.push(...corners);
  }
  return Uint32Array.from(whole);
}

/** Of each vertex the mean of its faces' normals, weighted by their areas. */
function vertexNormals(positions: Float32Array, faces: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let at = 0; at < faces.length; at += 3) {
    const [a, b, c] = [faces[at]! * 3, faces[at + 1]! * 3, faces[at + 2]! * 3];
    const side = (from: number, to: number): readonly [number, number, number] => [
      positions[to]! - positions[from]!,
      positions[to + 1]! - positions[from + 1]!,
      positions[to + 2]! - positions[from + 2]!,
    ];
    const [[ux, uy, uz], [vx, vy, vz]] = [side(a, b), side(a, c)];
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const corner of [a, b, c]) {
      normal.forEach((value, axis) => {
        normals[corner + axis]! += value;
      });
    }
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at]!, normals[at + 1]!, normals[at + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) normals[at + axis]! /= length;
  }
  return normals;
}
