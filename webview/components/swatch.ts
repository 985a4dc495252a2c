// A short piece of a run's line: its colour and its dash pattern, as the charts draw it.

export interface Swatch {
  readonly colour: string;
  readonly dash: readonly number[];
}

export function swatchOf(look: Swatch): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(space, 'svg');
  picture.setAttribute('viewBox', '0 0 14 8');
  picture.setAttribute('aria-hidden', 'true');
  picture.classList.add('swatch');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', 'M1 4h12');
  line.setAttribute('stroke-width', '3');
  picture.append(line);
  colourSwatch(picture, look);
  return picture;
}

export function colourSwatch(picture: SVGSVGElement, { colour, dash }: Swatch): void {
  const line = picture.firstElementChild;
  line?.setAttribute('stroke', colour);
  line?.setAttribute('stroke-linecap', dash.length === 0 ? 'round' : 'butt');
  line?.setAttribute('stroke-dasharray', dash.map((length) => length * 0.6).join(' '));
}
