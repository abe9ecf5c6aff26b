/** The token of the reader: taken from the address, kept for this browser tab only, never shown and never sent elsewhere. */

import { useSyncExternalStore } from "react";

const TOKEN = "milepost:token"; // GraphiQL uses the same key: who has signed in here is signed in there
const listeners = new Set<() => void>();
let isRejected = false;

/** Moves a token from `#token=...` into the session. Must run before anything is drawn. */
export function takeToken(): void {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const token = parameters.get("token")?.trim();
  if (!token) return;
  parameters.delete("token");
  const rest = parameters.get("view");
  history.replaceState(null, "", location.pathname + location.search + (rest ? `#${rest}` : ""));
  signIn(token);
}

export function signIn(token: string): void {
  if (token !== currentToken()) sessionStorage.clear(); // GraphiQL's tabs may belong to another workspace
  sessionStorage.setItem(TOKEN, token);
  isRejected = false;
  notify();
}

export function signOut(): void {
  sessionStorage.clear();
  isRejected = false;
  notify();
}

/** The server does not accept the token: it is wrong, expired or revoked. */
export function rejectToken(token: string): void {
  if (token !== currentToken()) return; // a late response to a token that was replaced
  sessionStorage.clear();
  isRejected = true;
  notify();
}

export function currentToken(): string | null {
  return sessionStorage.getItem(TOKEN);
}

export function useSession(): { token: string | null; isRejected: boolean } {
  const token = useSyncExternalStore(subscribe, currentToken);
  return { token, isRejected: token === null && isRejected };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
