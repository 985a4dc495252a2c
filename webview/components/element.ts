// Builds DOM nodes from code. Text is always set as text, never as HTML.

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className !== '') node.className = className;
  node.append(...children);
  return node;
}

/** A native button that shows an icon or a few words; `label` is its accessible name and tooltip. */
export function plainButton(
  className: string,
  label: string,
  act: () => void,
  ...children: readonly (Node | string)[]
): HTMLButtonElement {
  const button = element('button', className, ...children);
  button.type = 'button';
  button.title = label;
  button.ariaLabel = label;
  button.addEventListener('click', act);
  return button;
}

/** Puts `wanted` as the only children, in order, touching only nodes that are out of place. */
export function arrangeChildren(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
  const keep = new Set<Node>(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, at) => {
    const present = parent.childNodes[at];
    if (present !== node) parent.insertBefore(node, present ?? null);
  });
}
