import { useEffect, useRef, useState } from "react";

const PAUSE_MILLISECONDS = 300;

/** A search field that reports its text once the reader pauses. */
export function SearchBox(props: { label: string; value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(props.value);
  const report = useRef(props.onChange);
  report.current = props.onChange;
  useEffect(() => setText(props.value), [props.value]);
  useEffect(() => {
    const timer = setTimeout(() => text !== props.value && report.current(text), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text, props.value]);
  return (
    <input
      type="search"
      aria-label={props.label}
      placeholder={props.label}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
