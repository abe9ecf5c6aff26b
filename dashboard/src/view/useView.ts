import { useMemo, useSyncExternalStore } from "react";
import { readView, type View, writeView } from "./view";

/** The view in the address. Every change is a step that the browser's Back button undoes. */
export function useView(): View {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => readView(fragment), [fragment]);
}

export function changeView(change: Partial<View>, how: "push" | "replace" = "push"): void {
  const next = writeView({ ...readView(location.hash), ...change });
  if (next === location.hash) return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", next);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The address of the current view with a change, for links. */
export function addressOf(view: View, change: Partial<View>): string {
  return writeView({ ...view, ...change });
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
}
