type Props<Value extends string> = {
  label: string;
  options: readonly Value[];
  names: Record<Value, string>;
  value: Value;
  isRequired?: boolean;
  onChange: (value: Value) => void;
};

/** A labelled choice of one of a few values. */
export function Choice<Value extends string>({ label, options, names, value, isRequired, onChange }: Props<Value>) {
  return (
    <label className="field">
      {label}
      <select value={value} required={isRequired} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
