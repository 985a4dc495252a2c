// A mesh to look at from all sides: drag, keys, step by step.
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted, formatStep } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { approached, firstOrbit, orbitAfterKey, orbitMatrix, turned, type Orbit } from '../orbit';
import { followDrag } from '../pointerDrag';
import { SpaceView } from '../spaceView';
import type { ContextHolder, ContextPool } from './contextPool';
import { MeshRenderer } from './meshRenderer';
import { meshScene, type MeshParts, type MeshScene } from './meshScene';

/** A grey that is seen on light and dark grounds. */
const plainColour = [0.55, 0.62, 0.72] as const;

export interface MeshEvents {
  /** The user wants this step; whoever has the data answers with `setMesh`. */
  stepWanted(index: number): void;
}

export class MeshView extends SpaceView implements ContextHolder {
  readonly #pool: ContextPool;
  readonly #events: MeshEvents;
  readonly #plot = element('div', 'space-plot mesh-plot');
  readonly #note = element('span', 'space-count');
  readonly #slider = element('input', 'slider');
  readonly #step = element('span', 'control-label');
  #canvas = element('canvas', 'space-canvas');
  #renderer: MeshRenderer | null = null;
  #scene: MeshScene | null = null;
  #steps: readonly number[] = [];
  #orbit: Orbit = firstOrbit;
  #isMissing = false;

  /** @param pool shared by all meshes of a page: contexts are few */
  constructor(pool: ContextPool, events: MeshEvents) {
    super('mesh');
    this.#pool = pool;
    this.#events = events;
    this.#slider.type = 'range';
    this.#slider.min = '0';
    this.#slider.ariaLabel = l10n.t('Step');
    this.#plot.tabIndex = 0;
    this.#plot.role = 'application';
    this.#plot.ariaRoleDescription = l10n.t('mesh');
    this.#plot.append(this.#canvas);
    const reset = plainButton(
      'text-button',
      l10n.t('Look from the first side again (0)'),
      () => this.#turn(firstOrbit),
      l10n.t('Reset view'),
    );
    const bar = element('div', 'space-bar', this.#slider, this.#step, reset, this.#note);
    this.element.append(bar, this.#plot);
    this.own({ dispose: () => this.#dropRenderer() });
    this.#listen();
  }

  /** The steps that there are; hidden for a single one. */
  setSteps(steps: readonly number[], index: number): void {
    this.#steps = steps;
    this.#slider.max = String(Math.max(0, steps.length - 1));
    this.#slider.value = String(index);
    this.#slider.hidden = steps.length < 2;
    this.#showStep(index);
  }

  setMesh(parts: MeshParts): void {
    const scene = (this.#scene = meshScene(parts));
    const faces = scene.faces.length / 3;
    const inBatch = parts.vertices.shape[0] ?? 1;
    const words = [
      formatCounted(scene.vertexCount, l10n.t('{0} point'), l10n.t('{0} points')),
      ...(faces > 0 ? [formatCounted(faces, l10n.t('{0} face'), l10n.t('{0} faces'))] : []),
      ...(inBatch > 1 ? [l10n.t('the first of {0}', formatCount(inBatch))] : []),
    ].join(', ');
    this.#note.textContent = words;
    this.#plot.ariaLabel = l10n.t(
      '{0}: {1}. Arrow keys turn it, plus and minus zoom.',
      parts.vertices.mesh,
      words,
    );
    this.#renderer?.setScene(scene);
    this.redraw();
  }

  /** Keeps what is seen as a picture; a new context is made when it is drawn again. */
  giveUpContext(): void {
    if (!this.#renderer) return;
    const picture = element('canvas', 'space-canvas');
    picture.width = this.#canvas.width;
    picture.height = this.#canvas.height;
    picture.getContext('2d')?.drawImage(this.#canvas, 0, 0);
    this.#renderer.dispose();
    this.#renderer = null;
    this.#canvas.replaceWith(picture);
    this.#canvas = picture;
  }

  protected draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (!this.#scene || width === 0 || height === 0 || this.#isMissing) return;
    const renderer = this.#rendererNow(this.#scene);
    if (!renderer) return;
    const ratio = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const { yaw, pitch } = this.#orbit;
    const light = [
      -Math.sin(yaw) * Math.cos(pitch),
      Math.sin(pitch),
      Math.cos(yaw) * Math.cos(pitch),
    ] as const;
    renderer.draw({ matrix: orbitMatrix(this.#orbit, width / height), light, plain: plainColour });
  }

  #rendererNow(scene: MeshScene): MeshRenderer | null {
    this.#pool.use(this);
    if (this.#renderer) return this.#renderer;
    const canvas = element('canvas', 'space-canvas');
    try {
      this.#renderer = new MeshRenderer(canvas);
    } catch {
      this.#sayMissing();
      return null;
    }
    canvas.addEventListener('webglcontextlost', () => {
      if (canvas === this.#canvas && this.#renderer) this.#dropRenderer();
    });
    this.#canvas.replaceWith(canvas);
    this.#canvas = canvas;
    this.#renderer.setScene(scene);
    return this.#renderer;
  }

  #dropRenderer(): void {
    this.#pool.release(this);
    this.#renderer?.dispose();
    this.#renderer = null;
  }

  #sayMissing(): void {
    this.#isMissing = true;
    this.#pool.release(this);
    const words = l10n.t('This window has no WebGL, so the mesh cannot be drawn.');
    this.#plot.replaceChildren(element('p', 'mesh-missing', words));
    this.say(words);
  }

  #turn(orbit: Orbit): void {
    this.#orbit = orbit;
    this.redraw();
  }

  #showStep(index: number): void {
    const step = this.#steps[index];
    const words = step === undefined ? '' : l10n.t('Step {0}', formatStep(step));
    this.#step.textContent = words;
    this.#slider.setAttribute('aria-valuetext', words);
    const share = this.#steps.length > 1 ? index / (this.#steps.length - 1) : 0;
    this.#slider.style.setProperty('--filled', `${100 * share}%`);
  }

  #listen(): void {
    this.#slider.addEventListener('input', () => {
      const index = Number(this.#slider.value);
      this.#showStep(index);
      this.#events.stepWanted(index);
    });
    this.#plot.addEventListener('pointerdown', (press) => {
      const start = this.#orbit;
      followDrag(this.#plot, press, {
        moved: (event) => {
          const yaw = (event.clientX - press.clientX) / 160;
          this.#turn(turned(start, { yaw, pitch: (event.clientY - press.clientY) / 160 }));
        },
        ended: () => undefined,
      });
    });
    this.#plot.addEventListener('dblclick', () => this.#turn(firstOrbit));
    this.#plot.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.#turn(approached(this.#orbit, Math.exp(event.deltaY / 300)));
      },
      { passive: false },
    );
    this.#plot.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const orbit = orbitAfterKey(this.#orbit, event.key);
      if (!orbit) return;
      event.preventDefault();
      this.#turn(orbit);
    });
  }
}
