import { useId } from "react";

type Props = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  isRequired?: boolean;
  /** Values to choose from; others can be typed. */
  known?: readonly { value: string; label?: string }[];
};

/** A labelled line of text, with suggestions. */
export function TextField({ label, value, onChange, isRequired = false, known }: Props) {
  const list = useId();
  return (
    <label className="field">
      {label}
      <input
        type="text"
        required={isRequired}
        list={known && list}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {known && (
        <datalist id={list}>
          {known.map((each) => (
            <option key={each.value} value={each.value} label={each.label} />
          ))}
        </datalist>
      )}
    </label>
  );
}
