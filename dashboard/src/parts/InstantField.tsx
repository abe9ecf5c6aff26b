import { useEffect, useId, useState } from "react";
import { instantOf, localOf } from "../format";

type Props = { label: string; value: string; zone: string; onChange: (instant: string) => void };

/** A date and time on the clocks of a zone. It changes the view once it is complete and the field is left. */
export function InstantField({ label, value, zone, onChange }: Props) {
  const id = useId();
  const [local, setLocal] = useState(() => localOf(value, zone));
  useEffect(() => setLocal(localOf(value, zone)), [value, zone]);

  function leave() {
    if (local !== localOf(value, zone)) onChange(instantOf(local, zone));
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={local}
        onChange={(event) => setLocal(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === "Enter" && leave()}
      />
    </div>
  );
}
