import { useEffect } from "react";
import { texts } from "../texts";

/** The title of the browser tab, which screen readers read first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – ${texts.product}`;
  }, [title]);
}
