// A camera that circles around the middle of things: pure moves and the matrix that puts things on the screen.

export interface Orbit {
  /** Radians around the upright axis, and up or down from the horizon. */
  readonly yaw: number;
  readonly pitch: number;
  /** From the middle, in radii of what is shown. */
  readonly distance: number;
}

export const firstOrbit: Orbit = { yaw: 0.6, pitch: 0.35, distance: 2.9 };

const distances = { least: 0.15, most: 20 } as const;
const steepest = Math.PI / 2 - 0.01;
const fieldOfView = (45 * Math.PI) / 180;

export function turned({ yaw, pitch, distance }: Orbit, by: { yaw: number; pitch: number }): Orbit {
  const next = Math.max(-steepest, Math.min(steepest, pitch + by.pitch));
  return { yaw: yaw + by.yaw, pitch: next, distance };
}

/** Nearer by a factor below 1, further away by one above. */
export function approached(orbit: Orbit, factor: number): Orbit {
  const distance = Math.max(distances.least, Math.min(distances.most, orbit.distance * factor));
  return { ...orbit, distance };
}

/** What a key does with the camera; null for keys that are not its own. */
export function orbitAfterKey(orbit: Orbit, key: string): Orbit | null {
  const step = Math.PI / 18;
  switch (key) {
    case 'ArrowLeft':
      return turned(orbit, { yaw: -step, pitch: 0 });
    case 'ArrowRight':
      return turned(orbit, { yaw: step, pitch: 0 });
    case 'ArrowUp':
      return turned(orbit, { yaw: 0, pitch: step });
    case 'ArrowDown':
      return turned(orbit, { yaw: 0, pitch: -step });
    case '+':
    case '=':
      return approached(orbit, 1 / 1.2);
    case '-':
      return approached(orbit, 1.2);
    case '0':
    case 'Home':
      return firstOrbit;
    default:
      return null;
  }
}

/**
 * Puts points of a ball of radius 1 around the origin into the clip space of WebGL: 4 × 4, column by column, as WebGL
 * wants it. @param aspect width by height
 */
export function orbitMatrix({ yaw, pitch, distance }: Orbit, aspect: number): Float32Array {
  const [sinYaw, cosYaw] = [Math.sin(yaw), Math.cos(yaw)];
  const [sinPitch, cosPitch] = [Math.sin(pitch), Math.cos(pitch)];
  const near = distances.least / 10;
  const far = distances.most + 2;
  const focal = 1 / Math.tan(fieldOfView / 2);
  // A narrow place is filled from side to side.
  const [wide, high] = aspect >= 1 ? [focal / aspect, focal] : [focal, focal * aspect];
  const deep = (far + near) / (near - far);
  const shift = (2 * far * near) / (near - far);
  const axes = [
    [cosYaw, sinPitch * sinYaw, -cosPitch * sinYaw],
    [0, cosPitch, sinPitch],
    [sinYaw, -sinPitch * cosYaw, cosPitch * cosYaw],
  ] as const;
  const columns = axes.flatMap(([x, y, z]) => [wide * x, high * y, deep * z, -z]);
  return Float32Array.from([...columns, 0, 0, -deep * distance + shift, distance]);
}
