import { type RefObject, useEffect, useRef, useState } from "react";

/** The width of an element in pixels, followed as it changes; 0 before it stands on the page. */
export function useWidth<Of extends HTMLElement>(): {
  readonly place: RefObject<Of | null>;
  readonly width: number;
} {
  const place = useRef<Of>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (place.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}
