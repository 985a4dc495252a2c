// Small line icons, drawn for a 16-pixel grid, in the colour of the text around them.
import type { RunState } from '../../src/shared/vocabulary';

const shapes = {
  chevron: 'M6 4l4 4-4 4',
  expand: 'M9.5 3.5h3v3M6.5 12.5h-3v-3M12.5 3.5L9 7M3.5 12.5L7 9',
  shrink: 'M12.5 6.5h-3v-3M3.5 9.5h3v3M9.5 6.5L13 3M6.5 9.5L3 13',
  resetZoom: 'M3.5 8a4.5 4.5 0 1 0 1.6-3.4M3.5 3v2.5H6',
  log: 'M3 13.5V2.5M3 13.5h10.5M4.5 12C5 7 7 4.5 13 4',
  options:
    'M3 5h5.5M12 5h1M3 11h1M7.5 11H13M8.5 5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0M4 11a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0',
  settings:
    'M2.5 4.5h5M11 4.5h2.5M2.5 8h1M7 8h6.5M2.5 11.5h6M12 11.5h1.5M7.5 4.5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0M3.5 8A1.75 1.75 0 1 0 7 8a1.75 1.75 0 1 0-3.5 0M8.5 11.5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0',
  select: 'M4.5 2.5v11M11.5 2.5v11M6.5 8h3',
  warning: 'M8 2.5L14 13.5H2zM8 6.5v3.5M8 11.5v.6',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  pin: 'M6 2.5h4M6.5 2.5v4L4.5 9v1h7V9l-2-2.5v-4M8 10v3.5',
  layout: 'M2.5 3.5h11v9h-11zM2.5 7h11M7 7v5.5',
  export: 'M8 2.5v7M5.2 5.2L8 2.5l2.8 2.7M3 8.5v5h10v-5',
  newest: 'M4 3.5v9l6-4.5zM12 3.5v9',
  link: 'M6.8 9.2a2.4 2.4 0 0 0 3.4 0l2-2a2.4 2.4 0 0 0-3.4-3.4l-.8.8M9.2 6.8a2.4 2.4 0 0 0-3.4 0l-2 2a2.4 2.4 0 0 0 3.4 3.4l.8-.8',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  chart: 'M2.5 2.5v11h11M4.5 10.5l3-3.5 2.5 2 3.5-4.5',
  starting: 'M8 3.5a4.5 4.5 0 1 0 4.5 4.5',
  running: 'M5.5 3.5v9l7-4.5z',
  stalled: 'M5.5 4v8M10.5 4v8',
  finished: 'M3.5 8.5l3 3 6-7',
  failed: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  stopped: 'M4.5 4.5h7v7h-7z',
  unknown: 'M7 8h2',
} as const;

export type IconName = keyof typeof shapes;

const filled: ReadonlySet<IconName> = new Set<IconName>(['running', 'stopped']);

export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('aria-hidden', 'true');
  picture.classList.add('icon', `icon-${name}`);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shapes[name]);
  path.setAttribute('fill', filled.has(name) ? 'currentColor' : 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', name === 'more' ? '2' : '1.3');
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  picture.append(path);
  return picture;
}

/** The shape that stands for a run's state beside its name. */
export function stateIcon(state: RunState): SVGSVGElement {
  return icon(state);
}
