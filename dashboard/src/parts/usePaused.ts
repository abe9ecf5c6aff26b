import { useEffect, useState } from "react";

const PAUSE_MILLISECONDS = 300;

/** The value once it has not changed for a moment, so that typing does not send a request for each letter. */
export function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}
