// Follows a drag from its press to its end, also outside of the element.

export interface DragEvents {
  moved(event: PointerEvent): void;
  ended(event: PointerEvent): void;
}

export function followDrag(target: Element, press: PointerEvent, events: DragEvents): void {
  const stop = new AbortController();
  const { signal } = stop;
  target.setPointerCapture(press.pointerId);
  const move = (event: Event): void => {
    if (event instanceof PointerEvent && event.pointerId === press.pointerId) events.moved(event);
  };
  const end = (event: Event): void => {
    if (!(event instanceof PointerEvent) || event.pointerId !== press.pointerId) return;
    stop.abort();
    events.ended(event);
  };
  target.addEventListener('pointermove', move, { signal });
  target.addEventListener('pointerup', end, { signal });
  target.addEventListener('pointercancel', end, { signal });
}
