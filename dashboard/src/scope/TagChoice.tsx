import { texts } from "../texts";

type Props = { label: string; known: string[]; value: string[]; onChange: (tags: string[]) => void };

/** Chosen tags, each with a button that removes it, and a list of the others. */
export function TagChoice({ label, known, value, onChange }: Props) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="row">
        {value.map((tag) => (
          <button
            key={tag}
            type="button"
            className="button"
            aria-label={texts.filter.removeTag(tag)}
            onClick={() => onChange(value.filter((each) => each !== tag))}
          >
            {tag} ×
          </button>
        ))}
        <select
          aria-label={`${label}: ${texts.filter.addTag}`}
          value=""
          onChange={(event) => onChange([...value, event.target.value])}
        >
          <option value="" disabled>
            {texts.filter.addTag}
          </option>
          {known
            .filter((tag) => !value.includes(tag))
            .map((tag) => (
              <option key={tag} value={tag}>
                {tag}
              </option>
            ))}
        </select>
      </div>
    </fieldset>
  );
}
