/** How wide a place on the page is, for drawings whose letters are to keep their size. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** @returns what to put the drawing into, and its width in pixels, 0 before that is known. */
export function useWidth<T extends HTMLElement>(): { place: RefObject<T | null>; width: number } {
  const place = useRef<T>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}
