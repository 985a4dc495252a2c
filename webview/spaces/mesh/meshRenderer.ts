// Draws a mesh with WebGL: faces with light from the camera, or points; the context is given back when disposed of.
import type { Owned } from '../../../src/base/lifecycle';
import type { MeshScene } from './meshScene';

const vertexShader = `#version 300 es
uniform mat4 place;
uniform float pointSize;
in vec3 position;
in vec3 normal;
in vec3 colour;
out vec3 shade;
out vec3 facing;
void main() {
  gl_Position = place * vec4(position, 1.0);
  gl_PointSize = clamp(pointSize / gl_Position.w, 1.5, 12.0);
  shade = colour;
  facing = normal;
}`;

/** Both sides of a face are seen; without normals (points) there is no shade. */
const fragmentShader = `#version 300 es
precision mediump float;
uniform vec3 light;
in vec3 shade;
in vec3 facing;
out vec4 result;
void main() {
  float size = length(facing);
  float bright = size < 0.01 ? 1.0 : 0.35 + 0.65 * abs(dot(facing / size, light));
  result = vec4(shade * bright, 1.0);
}`;

export interface MeshLook {
  /** From {@link orbitMatrix}. */
  readonly matrix: Float32Array;
  /** Towards the camera, of length 1. */
  readonly light: readonly [number, number, number];
  /** Red, green and blue, 0 … 1, of vertices without colours. */
  readonly plain: readonly [number, number, number];
}

const pointSizePx = 9;

export class MeshRenderer implements Owned {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  #scene: MeshScene | null = null;

  /** @throws where WebGL 2 is missing */
  constructor(canvas: HTMLCanvasElement) {
    // The picture is kept after it was drawn, so that it can be copied when the context has to go.
    const gl = canvas.getContext('webgl2', {
      antialias: true,
      alpha: true,
      preserveDrawingBuffer: true,
    });
    if (!gl) throw new Error('WebGL 2 is missing');
    this.#gl = gl;
    this.#program = link(gl);
  }

  setScene(scene: MeshScene): void {
    const gl = this.#gl;
    this.#scene = scene;
    gl.useProgram(this.#program);
    this.#fill('position', scene.positions, gl.FLOAT, false);
    this.#fill('normal', scene.normals, gl.FLOAT, false);
    if (scene.colours) this.#fill('colour', scene.colours, gl.UNSIGNED_BYTE, true);
    else gl.disableVertexAttribArray(gl.getAttribLocation(this.#program, 'colour'));
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, scene.faces, gl.STATIC_DRAW);
  }

  /** Draws at the canvas' size in pixels of the screen. */
  draw({ matrix, light, plain }: MeshLook): void {
    const gl = this.#gl;
    const scene = this.#scene;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (!scene) return;
    gl.useProgram(this.#program);
    gl.uniformMatrix4fv(gl.getUniformLocation(this.#program, 'place'), false, matrix);
    gl.uniform3f(gl.getUniformLocation(this.#program, 'light'), ...light);
    const ratio = window.devicePixelRatio || 1;
    gl.uniform1f(gl.getUniformLocation(this.#program, 'pointSize'), pointSizePx * ratio);
    if (!scene.colours) {
      gl.vertexAttrib3f(gl.getAttribLocation(this.#program, 'colour'), ...plain);
    }
    if (scene.faces.length > 0) {
      gl.drawElements(gl.TRIANGLES, scene.faces.length, gl.UNSIGNED_INT, 0);
    } else gl.drawArrays(gl.POINTS, 0, scene.vertexCount);
  }

  /** Browsers keep few contexts: this one is given back at once. */
  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #fill(name: string, values: Float32Array | Uint8Array, type: number, asShare: boolean): void {
    const gl = this.#gl;
    const at = gl.getAttribLocation(this.#program, name);
    if (at < 0) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, 3, type, asShare, 0, 0);
  }
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('WebGL gives no shader');
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  const isLinked = gl.getProgramParameter(program, gl.LINK_STATUS) as boolean;
  if (!isLinked) throw new Error(gl.getProgramInfoLog(program) ?? 'the shaders do not fit');
  return program;
}
